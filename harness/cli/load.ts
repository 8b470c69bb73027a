/** Finds the load scenarios and runs them, one after the other, against a target that is up. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { administratorToken } from '../core/administrator-token.ts'
import { CannotRunError, UsageError } from '../core/errors.ts'
import type { CapacityResult, ScenarioResult } from '../core/run-result.ts'
import { type CapacitySearch, parseSlo, runScenario, type Scenario, searchCapacity } from '../load/index.ts'
import type { Progress } from '../target/provider.ts'
import type { NamedProfile } from './profile.ts'
import { projectRoot } from './project.ts'
import { fits } from './selection.ts'
import type { StartedTarget } from './start-target.ts'

/** What a server is loaded with. */
export interface LoadRequest {
  readonly scenarios: readonly Scenario[]
  readonly searches: readonly CapacitySearch[]
}

interface LoadSettings {
  readonly profile: NamedProfile
  /** A host that is not this machine and may be loaded all the same. */
  readonly loadTarget: string | undefined
  /** Whether the server limits its clients, in words: `its limits on`. */
  readonly limits: string
}

interface LoadResult {
  readonly scenarios: readonly ScenarioResult[]
  readonly capacities: readonly CapacityResult[]
  /** One sentence each. */
  readonly problems: readonly string[]
}

/** How long a token of the administrator is good for, in seconds. */
const TOKEN_LIFETIME = 24 * 3600

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

/**
 * The search that somebody asks for.
 * @param slo what is expected, in words; the scenario's own thresholds where nothing is said
 * @throws UsageError when there is no such scenario, or the words cannot be read
 */
export function capacitySearch(
  all: readonly Scenario[],
  id: string,
  slo: string | undefined,
  { load }: Pick<NamedProfile, 'load'>,
): CapacitySearch {
  const scenario = all.find((candidate) => candidate.id === id || candidate.id === `load/${id}`)
  if (scenario === undefined) {
    throw new UsageError(
      `Expected a scenario to find the capacity of, one of ${all.map((each) => each.id).join(', ')}, got "${id}".`,
    )
  }
  const objective = slo === undefined ? scenario.thresholds : parseSlo(slo, scenario.arrival)
  return { scenario, objective, size: load }
}

/**
 * Runs scenarios one after the other, then searches for capacities. Each, and each step of a search, begins
 * with a server just started, where the provider can restart it: a crowd leaves one behind that is slower.
 */
export async function runLoad(
  { scenarios, searches }: LoadRequest,
  started: StartedTarget,
  { profile, loadTarget, limits }: LoadSettings,
  progress: Progress,
  signal: AbortSignal,
): Promise<LoadResult> {
  const { target: running, context, provisioner } = started
  const { admin, adminToken: given } = context.access
  const administrator = { jid: admin?.jid, token: given }
  const adminToken = await administratorToken(administrator, provisioner.tokens, TOKEN_LIFETIME)
  const { restart } = running.control
  const begin = async (scenario: Scenario) => {
    if (restart !== undefined) {
      progress('restart the server')
      await restart()
    }
    return runScenario(scenario, {
      target: context.target,
      accounts: provisioner,
      components: context.access.components,
      ...(adminToken === undefined ? {} : { adminToken }),
      size: profile.load,
      serverState: `the server ${restart === undefined ? 'as it was found' : 'just started'}, ${limits}`,
      signal,
      progress,
      ...(running.watch === undefined ? {} : { watch: running.watch }),
      ...(loadTarget === undefined ? {} : { loadTarget }),
    })
  }
  // An interruption takes the server away, and what is under way complains of that, each in its own words.
  const run = (scenario: Scenario) =>
    begin(scenario).catch((error: unknown) => {
      signal.throwIfAborted()
      throw error
    })
  const scenarioResults: ScenarioResult[] = []
  const capacities: CapacityResult[] = []
  const problems: string[] = []
  /**
   * What a target does not let begin is a problem of the run; the rest is asked all the same. An interruption
   * ends what is under way, and what was finished before is kept.
   */
  const attempt = async (id: string, work: () => Promise<void>) => {
    if (signal.aborted) return
    try {
      await work()
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof CannotRunError)) throw error
      problems.push(`${id} could not be run: ${error.message}`)
    }
  }
  for (const scenario of scenarios) {
    await attempt(scenario.id, async () => void scenarioResults.push(await run(scenario)))
  }
  for (const search of searches) {
    await attempt(search.scenario.id, async () => void capacities.push(await searchCapacity(search, run)))
  }
  return { scenarios: scenarioResults, capacities, problems }
}
