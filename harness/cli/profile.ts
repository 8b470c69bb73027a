/** What a run promises of its target, and how hard it pushes. Kept in fixtures/profiles. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Capability, capabilities } from '../core/capability.ts'
import { UsageError } from '../core/errors.ts'
import { parseJson } from '../core/json-file.ts'
import { projectRoot } from './project.ts'

const capability = z.enum(Object.keys(capabilities) as [Capability, ...Capability[]])

const Profile = z.strictObject({
  $schema: z.string().optional(),
  /** What it is for, in one sentence. */
  purpose: z.string(),
  /** Whether a broken SHOULD fails. */
  strict: z.boolean(),
  /** Capabilities that the target must offer. */
  promises: z.array(capability),
  /** Which of its sizes each load scenario runs with. */
  load: z.enum(['developer', 'gate', 'release']),
  /** The load scenarios that a run performs when nobody names any; without the field all of them. */
  scenarios: z.array(z.string()).exactOptional(),
  /** The scenarios whose capacity is searched for when nobody names any; without the field none. */
  capacity: z.array(z.string()).exactOptional(),
  /** Settings of the server, by environment name. */
  settings: z.record(z.string().regex(/^PROSODY_[A-Z0-9_]+$/), z.string()).default({}),
})

export interface NamedProfile extends z.infer<typeof Profile> {
  readonly id: string
}

/**
 * @param name `developer`, `gate`, `release`, or the path of a file of one's own
 * @throws UsageError that names the file and the field
 */
export async function readProfile(name: string): Promise<NamedProfile> {
  const isPath = name.endsWith('.json')
  const file = isPath ? name : join(projectRoot, 'fixtures/profiles', `${name}.json`)
  if (!existsSync(file)) {
    throw new UsageError(
      `Expected a profile named developer, gate or release, or the path of a .json file, got "${name}".`,
    )
  }
  const profile = parseJson(Profile, await readFile(file, 'utf8'), file)
  return { ...profile, id: isPath ? file : name }
}
