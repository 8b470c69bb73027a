/**
 * Boots a target for the suites when nobody has: `npx vitest`, or a test started from an editor.
 * `touchstone run` and `npm test` boot it themselves and provide it.
 */
import type { TestProject } from 'vitest/node'
import { readProfile } from '../profile.ts'
import { randomSeed } from '../seed.ts'
import { startTarget } from '../start-target.ts'

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.getProvidedContext().touchstone !== undefined) return undefined
  const interrupted = new AbortController()
  const profile = await readProfile('developer')
  const started = await startTarget(
    { provider: 'auto', settings: profile.settings },
    profile,
    (step) => process.stderr.write(`${step}\n`),
    interrupted.signal,
  )
  project.provide('touchstone', { ...started.context, seed: randomSeed() })
  return async () => started[Symbol.asyncDispose]()
}
