/** Deviations that are known, by server software and version. Kept in fixtures/known-failures. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { KnownFailure } from '../conformance/runtime.ts'
import { parseJson } from '../core/json-file.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { projectRoot } from './project.ts'

const KnownFailures = z.strictObject({
  /** Name of the server software, as it calls itself. */
  software: z.string(),
  /** Beginning of its version: `13` for all of 13.x. */
  versions: z.string(),
  entries: z.array(
    z.strictObject({
      requirement: z.string(),
      situation: z.string().optional(),
      link: z.url(),
      reason: z.string().min(20),
    }),
  ),
})

/** The entries that are about this software in this version. @throws UsageError that names file and field */
export async function knownFailuresOf({
  name,
  version,
}: TargetInfo['software']): Promise<readonly KnownFailure[]> {
  const folder = join(projectRoot, 'fixtures/known-failures')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const lists = await Promise.all(
    files.map(async (file) =>
      parseJson(KnownFailures, await readFile(join(folder, file), 'utf8'), join(folder, file)),
    ),
  )
  return lists
    .filter((list) => list.software === name && `${version}.`.startsWith(`${list.versions}.`))
    .flatMap(({ entries }) => entries)
    .map(({ situation, ...entry }) => (situation === undefined ? entry : { ...entry, situation }))
}

/** Entries that matched nothing although their requirement was verified: each fails the run. */
export function staleEntries(
  known: readonly KnownFailure[],
  verified: readonly { readonly requirement: string; readonly situation: string }[],
  whole: boolean,
): string[] {
  return known
    .filter((entry) => {
      const asked = verified.filter(({ requirement }) => requirement === entry.requirement)
      // A filtered run that did not ask cannot tell whether the entry is stale.
      if (asked.length === 0) return whole
      return entry.situation !== undefined && !asked.some(({ situation }) => situation === entry.situation)
    })
    .map(({ requirement, situation }) =>
      situation === undefined ? requirement : `${requirement} · ${situation}`,
    )
}
