/** One run from boot to RunResult: the straight line that everything else hangs on. */
import { randomBytes } from 'node:crypto'
import { coverage, type Suite, sentencesOf } from '../catalogue/index.ts'
import { CannotRunError } from '../core/errors.ts'
import type { RunResult } from '../core/run-result.ts'
import type { CapacitySearch, Scenario } from '../load/index.ts'
import { errorsInLog } from '../target/log.ts'
import type { Progress, TargetRequest } from '../target/provider.ts'
import { staleEntries } from './known-failures.ts'
import { runLoad } from './load.ts'
import { thisMachine } from './machine.ts'
import { type Part, partsOf } from './parts.ts'
import type { NamedProfile } from './profile.ts'
import { version } from './project.ts'
import type { Selection } from './selection.ts'
import { attribute } from './server-log.ts'
import { type StartedTarget, startTarget } from './start-target.ts'
import type { Collector } from './vitest/collector.ts'
import { runVitest } from './vitest/run-vitest.ts'

export interface RunRequest {
  readonly target: TargetRequest
  readonly profile: NamedProfile
  readonly filters: readonly string[]
  readonly seed: number
  readonly suites: readonly Suite[]
  /** Undefined: no conformance. */
  readonly selection: Selection | undefined
  readonly scenarios: readonly Scenario[]
  readonly searches: readonly CapacitySearch[]
  /** A host that is not this machine and may be loaded all the same. */
  readonly loadTarget: string | undefined
}

/** Never throws for what a target does: what could not be done becomes a problem of the result. */
export async function execute(
  request: RunRequest,
  collector: Collector,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunResult> {
  const began = new Date()
  const problems: string[] = []
  const blank: RunResult = {
    schema: 'touchstone.run.v1',
    id: `${began.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(2).toString('hex')}`,
    harness: version,
    startedAt: began.toISOString(),
    durationMs: 0,
    profile: {
      id: request.profile.id,
      strict: request.profile.strict,
      promises: request.profile.promises,
    },
    filters: request.filters,
    seed: request.seed,
    machine: thisMachine(),
    boot: [],
    verifications: [],
    scenarios: [],
    serverFindings: [],
    staleKnownFailures: [],
    coverage: coverage(request.suites, sentencesOf),
    problems,
  }
  let run = blank
  try {
    for (const part of partsOf(request)) {
      if (signal.aborted) break
      await using started = await startTarget(part.target, request.profile, progress, signal)
      if (run.target === undefined) run = { ...run, target: started.context.target, boot: started.boot }
      if (part.selection !== undefined) run = await verify(run, request, started, collector, signal)
      if (!signal.aborted) run = await load(run, request, part, started, problems, progress, signal)
    }
  } catch (error) {
    if (!(error instanceof CannotRunError) && !signal.aborted) throw error
    problems.push((error as Error).message)
  }
  if (signal.aborted) problems.push('The run was interrupted before it was finished.')
  problems.push(...collector.problems)
  return { ...run, durationMs: Date.now() - began.getTime(), problems }
}

async function load(
  run: RunResult,
  { profile, loadTarget }: RunRequest,
  part: Part,
  started: StartedTarget,
  problems: string[],
  progress: Progress,
  signal: AbortSignal,
): Promise<RunResult> {
  const { limits } = part
  const {
    scenarios,
    capacities,
    problems: met,
  } = await runLoad(part, started, { profile, loadTarget, limits }, progress, signal)
  problems.push(...met)
  return {
    ...run,
    scenarios: [...run.scenarios, ...scenarios],
    ...(capacities.length === 0 ? {} : { capacities: [...(run.capacities ?? []), ...capacities] }),
  }
}

async function verify(
  run: RunResult,
  { selection, filters, seed }: RunRequest,
  { context }: StartedTarget,
  collector: Collector,
  signal: AbortSignal,
): Promise<RunResult> {
  const { files = [], name } = selection ?? {}
  const tests = { projects: ['suites', 'alone'] as const, files, ...(name === undefined ? {} : { name }) }
  await runVitest(tests, { ...context, seed }, collector, signal)
  const { logFile } = context.target
  const errors = logFile === undefined ? [] : await errorsInLog(logFile)
  const { verifications, findings } = attribute(collector.verifications, errors)
  const order = new Map(selection?.requirements.map((id, index) => [id, index]))
  return {
    ...run,
    verifications: verifications.toSorted(
      (left, right) => (order.get(left.requirement) ?? 0) - (order.get(right.requirement) ?? 0),
    ),
    serverFindings: findings,
    staleKnownFailures: staleEntries(context.knownFailures, verifications, filters.length === 0),
  }
}
