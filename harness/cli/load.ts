/** Finds the load scenarios and runs them, one after the other, against a target that is up. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../core/errors.ts'
import type { ScenarioResult } from '../core/run-result.ts'
import { runScenario, type Scenario } from '../load/index.ts'
import type { Progress } from '../target/provider.ts'
import type { RunRequest } from './execute.ts'
import type { NamedProfile } from './profile.ts'
import { projectRoot } from './project.ts'
import { fits } from './selection.ts'
import type { StartedTarget } from './start-target.ts'

const FOLDER = 'suites/load'

/** Every scenario of the project, by its id. */
export async function readScenarios(): Promise<readonly Scenario[]> {
  const files = (await readdir(join(projectRoot, FOLDER)))
    .filter((file) => file.endsWith('.scenario.ts'))
    .sort()
  return Promise.all(
    files.map(async (file) => {
      const module: { readonly default: Scenario } = await import(
        pathToFileURL(join(projectRoot, FOLDER, file)).href
      )
      return module.default
    }),
  )
}

/**
 * The scenarios that the filters choose; without a filter those of the profile.
 * @throws UsageError when the profile names one that there is not
 */
export function selectScenarios(
  all: readonly Scenario[],
  filters: readonly string[],
  { id: profile, scenarios }: Pick<NamedProfile, 'id' | 'scenarios'>,
): readonly Scenario[] {
  const ids = all.map(({ id }) => id)
  for (const named of scenarios ?? []) {
    if (ids.includes(named)) continue
    throw new UsageError(`Profile ${profile} names the scenario "${named}"; there are ${ids.join(', ')}.`)
  }
  if (filters.length > 0) return all.filter(({ id }) => filters.some((filter) => fits(id, filter)))
  return scenarios === undefined ? all : all.filter(({ id }) => scenarios.includes(id))
}

export async function runScenarios(
  { scenarios, profile, loadTarget, target }: RunRequest,
  { target: running, context, provisioner }: StartedTarget,
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = []
  const limits =
    target.settings?.['PROSODY_LIMITS'] === 'off' ? "the server's limits off" : "the server's limits on"
  for (const scenario of scenarios) {
    if (signal.aborted) break
    results.push(
      await runScenario(scenario, {
        target: context.target,
        accounts: provisioner,
        size: profile.load,
        limits,
        signal,
        progress,
        ...(running.watch === undefined ? {} : { watch: running.watch }),
        ...(loadTarget === undefined ? {} : { loadTarget }),
      }),
    )
  }
  return results
}
