/** Finds the load scenarios and runs them, one after the other, against a target that is up. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ScenarioResult } from '../core/run-result.ts'
import { runScenario, type Scenario } from '../load/index.ts'
import type { Progress } from '../target/provider.ts'
import type { RunRequest } from './execute.ts'
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

/** The scenarios that the filters choose; all of them without a filter. */
export function selectScenarios(all: readonly Scenario[], filters: readonly string[]): readonly Scenario[] {
  return filters.length === 0 ? all : all.filter(({ id }) => filters.some((filter) => fits(id, filter)))
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
