/**
 * How much of a scenario a server can do: steps up until its objective is broken, then halves the
 * distance between the highest rate that was kept and the lowest that was not, and holds both again. Near
 * its knee a server keeps a rate one time and breaks it the next; what was found is then two rates, one that
 * is kept each time and one that is kept at times. A step is judged by its validity first: what the generator
 * could not make says nothing about the server.
 */
import { type Duration, formatDuration, seconds } from '../core/duration.ts'
import { CannotRunError } from '../core/errors.ts'
import type { CapacityResult, CapacityStep, ScenarioResult } from '../core/run-result.ts'
import { warmMean } from '../core/warm-mean.ts'
import { limitOf } from './limit.ts'
import { bounds, type Scenario, type SizeName } from './scenario.ts'
import { peakRate, ramp, steady, warmUp } from './schedule.ts'
import { latencyOf } from './slo.ts'
import { describeThresholds, type Threshold } from './thresholds.ts'

/** How long a rate is held: long enough for a queue to show. */
const EACH: Readonly<Record<SizeName, Duration>> = {
  developer: seconds(5),
  gate: seconds(15),
  release: seconds(30),
}
/** How long a step rises to its rate first: a server just started is slower for some seconds. */
const WARM_UP: Readonly<Record<SizeName, Duration>> = {
  developer: seconds(1),
  gate: seconds(5),
  release: seconds(10),
}
/** The search ends where the lowest rate that was not kept is at most this much above the highest that was. */
const PRECISION = 1.1
const MOST_STEPS = 24
const LOWEST = 1
/** So many invalid steps in a row, and none that was kept: lower rates will not be believed either. */
const HOPELESS = 3

export interface CapacitySearch {
  readonly scenario: Scenario
  readonly objective: readonly Threshold[]
  readonly size: SizeName
  /** How long each rate is held, where it is not the size that says it. */
  readonly each?: Duration
}

/**
 * A search that cannot go on says what it has found so far.
 * @param run makes one step: the scenario as it is given, which is the same in every size
 * @throws CannotRunError when not even the first step could be made
 */
export async function searchCapacity(
  { scenario, objective, size: sizeName, each = EACH[sizeName] }: CapacitySearch,
  run: (step: Scenario) => Promise<ScenarioResult>,
): Promise<CapacityResult> {
  const { users, schedule } = scenario.sizes[sizeName]
  const warmth = WARM_UP[sizeName]
  const results: ScenarioResult[] = []
  const steps: CapacityStep[] = []
  let cutOff: string | undefined
  let rate: number | undefined = Math.max(LOWEST, Math.round(peakRate(schedule)))
  try {
    while (rate !== undefined && steps.length < MOST_STEPS) {
      const size = {
        users,
        schedule: [warmUp(ramp({ to: rate, over: warmth })), steady({ rate, for: each })],
      }
      const result = await run({
        ...scenario,
        sizes: { developer: size, gate: size, release: size },
        thresholds: objective,
      })
      results.push(result)
      steps.push(stepOf(rate, each, result, latencyOf(scenario.arrival)))
      rate = isHopeless(steps) ? undefined : nextRate(steps)
    }
    if (rate !== undefined) cutOff = `after ${MOST_STEPS} steps it was not done`
  } catch (error) {
    if (!(error instanceof CannotRunError) || steps.length === 0) throw error
    cutOff = error.message.replace(/\.$/, '')
  }
  const sustained = keptEachTime(steps).kept
  const { kept: reached, over } = keptAtTimes(steps)
  const last = (wanted: CapacityStep['verdict']) =>
    results[steps.findLastIndex(({ offered, verdict }) => offered === over && verdict === wanted)]
  const beyond = last('broken') ?? last('invalid')
  const [first] = results
  return {
    scenario: scenario.id,
    question: scenario.question,
    objective: describeThresholds(objective),
    size: `${users} users, each rate for ${formatDuration(each)} after ${formatDuration(warmth)} of rising to it`,
    path: first?.path ?? '',
    startedAt: first?.startedAt ?? 0,
    durationMs: results.reduce((sum, { durationMs }) => sum + durationMs, 0),
    steps,
    ...(sustained === 0 ? {} : { sustained }),
    ...(reached === sustained ? {} : { reached }),
    ...(cutOff === undefined
      ? { limit: beyond === undefined ? `more than ${reached} a second is not asked for` : limitOf(beyond) }
      : { cutOff: true, limit: `the search was cut off at ${rate}/s: ${cutOff}` }),
  }
}

/** Two rates between which an objective ceases to be kept: 0 and infinity where none was tried. */
interface Bracket {
  readonly kept: number
  readonly over: number
}

/** What was invalid says nothing against a rate that was kept another time. */
function keptEachTime(steps: readonly CapacityStep[]): Bracket {
  const rates = steps.map(({ offered }) => offered)
  const wavering = rates.filter((rate) => {
    const verdicts = verdictsAt(steps, rate)
    return verdicts.includes('broken') || !verdicts.includes('kept')
  })
  const over = Math.min(...wavering)
  return { kept: Math.max(0, ...rates.filter((rate) => rate < over)), over }
}

function keptAtTimes(steps: readonly CapacityStep[]): Bracket {
  const rates = steps.map(({ offered }) => offered)
  const kept = Math.max(0, ...rates.filter((rate) => verdictsAt(steps, rate).includes('kept')))
  return { kept, over: Math.min(...rates.filter((rate) => rate > kept)) }
}

function verdictsAt(steps: readonly CapacityStep[], rate: number): readonly CapacityStep['verdict'][] {
  return steps.filter(({ offered }) => offered === rate).map(({ verdict }) => verdict)
}

/**
 * The rate to try next: what narrows the bracket of rates that are kept each time, then of those that are kept
 * at times; then the ends of both a second time. Undefined when neither moves any more.
 */
export function nextRate(steps: readonly CapacityStep[]): number | undefined {
  const sure = keptEachTime(steps)
  const best = keptAtTimes(steps)
  const once = [sure.kept, best.over].find((rate) => verdictsAt(steps, rate).length === 1)
  return between(sure) ?? between(best) ?? once
}

function between({ kept, over }: Bracket): number | undefined {
  if (over === Number.POSITIVE_INFINITY) {
    return kept >= bounds.rate ? undefined : Math.min(bounds.rate, kept * 2)
  }
  const middle = Math.round((kept + over) / 2)
  if (middle < LOWEST || middle <= kept || middle >= over) return undefined
  return over <= kept * PRECISION ? undefined : middle
}

function isHopeless(steps: readonly CapacityStep[]): boolean {
  const last = steps.slice(-HOPELESS)
  return (
    steps.every(({ verdict }) => verdict !== 'kept') &&
    last.length === HOPELESS &&
    last.every(({ verdict }) => verdict === 'invalid')
  )
}

function stepOf(offered: number, each: Duration, result: ScenarioResult, main: string): CapacityStep {
  const { validity, thresholds, seconds: all, warmUpMs = 0, latencies, sent, received, lost } = result
  const broken = thresholds.filter(({ kept }) => !kept)
  const during = all.filter(
    ({ second }) => second * 1000 >= warmUpMs && (second + 1) * 1000 <= warmUpMs + each,
  )
  // A message to a room is one arrival and many deliveries.
  const deliveries = sent === 0 ? 1 : (received + lost) / sent
  const done = during.reduce((sum, second) => sum + second.received, 0) / (deliveries || 1)
  const latency = latencies.find(({ name }) => name === main)
  const probe = latencies.find(({ name }) => name === 'probe')
  return {
    offered,
    achieved: done / (each / 1000),
    verdict: !validity.valid ? 'invalid' : broken.length > 0 ? 'broken' : 'kept',
    reasons: validity.valid
      ? broken.map(({ metric, measured, bound }) => `${metric} was ${measured}, ${bound} is asked for`)
      : validity.reasons,
    ...(latency === undefined || latency.count === 0 ? {} : { p50: latency.p50, p99: latency.p99 }),
    ...(probe === undefined || probe.count === 0 ? {} : { probeMs: probe.max }),
    ...mean('serverCpu', result),
    ...mean('serverBusy', result),
    ...mean('databaseCpu', result),
    ...mean('generatorCpu', result),
    ...mean('sqlTime', result),
  }
}

type Share = 'serverCpu' | 'serverBusy' | 'databaseCpu' | 'generatorCpu' | 'sqlTime'

function mean(name: Share, result: ScenarioResult): { readonly [K in Share]?: number } {
  const value = warmMean(result, (second) => second[name])
  return value === undefined ? {} : { [name]: value }
}
