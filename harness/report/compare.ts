import type {
  LatencySummary,
  Machine,
  OutcomeKind,
  RunResult,
  ScenarioResult,
  ThresholdResult,
  VerificationResult,
} from '../core/run-result.ts'
import { listed } from './wording.ts'

/** What changed from a baseline to a run. */
export interface Comparison {
  /** Verifications of both runs that came out differently. */
  readonly changed: readonly OutcomeChange[]
  /** Verifications of the run that the baseline has not, as `requirement: situation`. */
  readonly appeared: readonly string[]
  /** Verifications of the baseline that the run has not. */
  readonly disappeared: readonly string[]
  readonly load: LoadComparison
}

export interface OutcomeChange {
  readonly requirement: string
  readonly situation: string
  readonly before: OutcomeKind
  readonly after: OutcomeKind
}

/** Numbers of load are compared only where nothing but the server can have changed them. */
export type LoadComparison =
  | { readonly kind: 'refused'; readonly because: string }
  | {
      readonly kind: 'compared'
      readonly metrics: readonly MetricChange[]
      /** Thresholds that the baseline kept and the run has broken; one sentence each. */
      readonly broken: readonly string[]
      /** Scenarios that could not be compared; one sentence each. */
      readonly leftOut: readonly string[]
    }

export interface MetricChange {
  readonly scenario: string
  /** For example `delivery p99`, in milliseconds; or `lost`, a count. */
  readonly metric: string
  readonly before: number
  readonly after: number
}

/** Compares two runs. Pure; neither run needs its server. */
export function compare(baseline: RunResult, run: RunResult): Comparison {
  const before = new Map(baseline.verifications.map((verification) => [nameOf(verification), verification]))
  const after = new Map(run.verifications.map((verification) => [nameOf(verification), verification]))
  return {
    changed: [...after].flatMap(([name, verification]) => outcomeChange(before.get(name), verification)),
    appeared: [...after.keys()].filter((name) => !before.has(name)),
    disappeared: [...before.keys()].filter((name) => !after.has(name)),
    load: compareLoad(baseline, run),
  }
}

/** Whether the baseline asked anything that this run could be held against. */
export function isComparable(baseline: RunResult, run: RunResult): boolean {
  const ids = new Set(run.scenarios.map(({ id }) => id))
  return baseline.verifications.length > 0 || baseline.scenarios.some(({ id }) => ids.has(id))
}

function nameOf({ requirement, situation }: VerificationResult): string {
  return `${requirement}: ${situation}`
}

function outcomeChange(
  before: VerificationResult | undefined,
  { requirement, situation, outcome }: VerificationResult,
): OutcomeChange[] {
  if (before === undefined || before.outcome.kind === outcome.kind) return []
  return [{ requirement, situation, before: before.outcome.kind, after: outcome.kind }]
}

function compareLoad(baseline: RunResult, run: RunResult): LoadComparison {
  if (baseline.profile.id !== run.profile.id) {
    return refused(`the baseline ran with profile ${baseline.profile.id}, this run with ${run.profile.id}`)
  }
  const differences = machineDifferences(baseline.machine, run.machine)
  if (differences.length > 0) return refused(`the machines differ in ${listed(differences)}`)

  const earlier = new Map(baseline.scenarios.map((scenario) => [scenario.id, scenario]))
  const pairs = run.scenarios.map((after) => {
    const before = earlier.get(after.id)
    const obstacle = obstacleTo(before, after)
    return before === undefined || obstacle !== undefined
      ? { metrics: [], broken: [], leftOut: [`${after.id} is left out: ${obstacle}.`] }
      : { metrics: metricChanges(before, after), broken: newlyBroken(before, after), leftOut: [] }
  })
  return {
    kind: 'compared',
    metrics: pairs.flatMap(({ metrics }) => metrics),
    broken: pairs.flatMap(({ broken }) => broken),
    leftOut: pairs.flatMap(({ leftOut }) => leftOut),
  }
}

function refused(why: string): LoadComparison {
  return {
    kind: 'refused',
    because: `The load numbers are not compared, because ${why}: run both with the same profile on the same machine.`,
  }
}

function machineDifferences(before: Machine, after: Machine): readonly string[] {
  const fields = ['os', 'cpu', 'cores', 'memoryBytes', 'node'] as const
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field} (${before[field]} then, ${after[field]} now)`)
}

function obstacleTo(before: ScenarioResult | undefined, after: ScenarioResult): string | undefined {
  if (before === undefined) return 'the baseline has no such scenario'
  if (before.size !== after.size) return `its size was ${before.size} and is ${after.size}`
  if (before.path !== after.path) return `its path was ${before.path} and is ${after.path}`
  if (!before.validity.valid) return 'it is invalid in the baseline'
  if (!after.validity.valid) return 'it is invalid in this run'
  return undefined
}

function newlyBroken(before: ScenarioResult, after: ScenarioResult): readonly string[] {
  const kept = new Set(before.thresholds.filter((threshold) => threshold.kept).map(thresholdName))
  return after.thresholds
    .filter((threshold) => !threshold.kept && kept.has(thresholdName(threshold)))
    .map(({ metric, bound, measured }) => `${after.id}: ${metric} was ${measured}, the bound is ${bound}`)
}

/** With another bound it is another promise. */
function thresholdName({ metric, bound }: ThresholdResult): string {
  return `${metric}: ${bound}`
}

function metricChanges(before: ScenarioResult, after: ScenarioResult): readonly MetricChange[] {
  const scenario = after.id
  const counts = (['sent', 'dropped', 'lost', 'duplicated', 'reordered'] as const).map((metric) => ({
    scenario,
    metric,
    before: before[metric],
    after: after[metric],
  }))
  const latencies = after.latencies.flatMap((latency) =>
    percentileChanges(
      scenario,
      before.latencies.find(({ name }) => name === latency.name),
      latency,
    ),
  )
  return [...latencies, ...counts]
}

function percentileChanges(
  scenario: string,
  before: LatencySummary | undefined,
  after: LatencySummary,
): readonly MetricChange[] {
  if (before === undefined) return []
  return (['p50', 'p99', 'p999', 'max'] as const).map((percentile) => ({
    scenario,
    metric: `${after.name} ${percentile}`,
    before: before[percentile],
    after: after[percentile],
  }))
}
