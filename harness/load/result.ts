/** From what the workers left behind to the result of a scenario. Pure: no clock, no I/O. */
import { formatDuration } from '../core/duration.ts'
import type { LoadSecond, ScenarioResult } from '../core/run-result.ts'
import type { Outcome } from './crew.ts'
import type { MachineUse } from './health.ts'
import { merge, mergeCounts, percentile, summarise } from './latency.ts'
import type { SecondReport } from './protocol.ts'
import { describeSize, type Scenario, type Size } from './scenario.ts'
import { arrivals, closedPhases, scheduleLength, timedFrom } from './schedule.ts'
import { arrivalLatencies, judge } from './thresholds.ts'
import { addTraffic } from './traffic.ts'
import { assess } from './validity.ts'

export interface Observations {
  readonly scenario: Scenario
  readonly size: Size
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
  readonly outcomes: readonly Outcome[]
  readonly machine: MachineUse | undefined
  readonly server: ServerReadings
  /** Growth of the server's memory while users logged in, by user. */
  readonly sessionBytes?: number | undefined
}

/** What was read of the server meanwhile. */
export interface ServerReadings {
  usage(second: number): Partial<LoadSecond>
  /** Resident, in bytes, once a second; undefined where nobody tells. */
  readonly memory: readonly number[] | undefined
  readonly statements: ScenarioResult['statements'] | undefined
  readonly metrics: ScenarioResult['metrics'] | undefined
  /** What could not be read, counted by cause. */
  readonly errors: Readonly<Record<string, number>>
}

export function scenarioResult(observations: Observations): ScenarioResult {
  const { scenario, size, path, startedAt, durationMs, outcomes, machine, server } = observations
  const totals = outcomes.flatMap((outcome) => outcome.totals ?? [])
  const lag = merge(totals.map((each) => each.lag))
  const latencies = [
    ...arrivalLatencies.flatMap((name) => {
      const measured = totals.flatMap((each) => each.latencies[name] ?? [])
      return measured.length === 0 ? [] : [summarise(name, merge(measured))]
    }),
    summarise('lag', lag),
    summarise('probe', merge(totals.map((each) => each.probe))),
  ]
  const warmUpMs = timedFrom(size.schedule)
  const intended = intendedBySecond(size)
  const seconds = withClosedLoops(size, allSeconds(intended, outcomes, server))
  // A lost worker has no totals; what it had reported by then still counts.
  const sent = sum(seconds, (second) => second.sent)
  const received = sum(seconds, (second) => second.received)
  const dropped = sum(seconds, (second) => second.dropped)
  const late = sum(totals, ({ tally }) => tally.late)
  const counts = {
    dropped,
    lost: sum(outcomes, lostBy),
    duplicated: sum(totals, ({ tally }) => tally.duplicated),
    reordered: sum(totals, ({ tally }) => tally.reordered),
    late,
  }
  return {
    id: scenario.id,
    question: scenario.question,
    size: describeSize(size),
    path,
    startedAt,
    durationMs,
    intended: sum(seconds, (second) => second.intended),
    sent,
    received,
    dropped,
    lost: counts.lost,
    duplicated: counts.duplicated,
    reordered: counts.reordered,
    errors: addCounts([
      server.errors,
      ...totals.map((each) => each.errors),
      late === 0 ? {} : { [`delivered later than ${formatDuration(scenario.lateAfter)}`]: late },
    ]),
    traffic: addTraffic(totals.map((each) => each.traffic)),
    examples: totals.flatMap(({ tally }) => tally.examples),
    ...(warmUpMs === 0 ? {} : { warmUpMs }),
    latencies,
    ...(observations.sessionBytes === undefined ? {} : { sessionBytes: observations.sessionBytes }),
    seconds,
    ...(server.statements === undefined ? {} : { statements: server.statements }),
    ...(server.metrics === undefined ? {} : { metrics: server.metrics }),
    thresholds: judge(scenario.thresholds, { latencies, counts, memory: server.memory }),
    validity: assess({
      scheduleLagP99Ms: percentile(lag, 99),
      eventLoopDelayP99Ms: Math.max(0, ...totals.map(({ health }) => health.eventLoopDelayP99Ms)),
      gcShare: Math.max(0, ...totals.map(({ health }) => health.gcShare)),
      workerCpu: outcomes.map((outcome) => cpuWhileSending(outcome, scheduleLength(size.schedule))),
      machine,
      sent,
      droppedLate: sum(totals, (each) => each.droppedLate),
      faults: outcomes.flatMap((outcome) => faultsOf(outcome, outcomes.length)),
    }),
  }
}

/** What a lost worker had not reported to have arrived may never have been sent: more cannot be said. */
function lostBy({ totals, seconds }: Outcome): number {
  return (
    totals?.tally.lost ??
    Math.max(
      0,
      sum(seconds, (second) => second.sent - second.received),
    )
  )
}

function intendedBySecond(size: Size): number[] {
  const counts: number[] = []
  for (const at of arrivals(size.schedule)) {
    const second = Math.floor(at / 1000)
    counts[second] = (counts[second] ?? 0) + 1
  }
  return Array.from(counts, (count) => count ?? 0)
}

function allSeconds(
  intended: readonly number[],
  outcomes: readonly Outcome[],
  server: ServerReadings,
): LoadSecond[] {
  const reported = outcomes.flatMap(({ seconds }) => seconds)
  const bySecond = new Map<number, SecondReport[]>()
  for (const report of reported) {
    bySecond.set(report.second, [...(bySecond.get(report.second) ?? []), report])
  }
  const last = reported.reduce((latest, { second }) => Math.max(latest, second), intended.length - 1)
  return Array.from({ length: last + 1 }, (_, second) => ({
    second,
    intended: intended[second] ?? 0,
    ...oneSecond(bySecond.get(second) ?? []),
    ...generatorCpu(outcomes, second),
    ...server.usage(second),
  }))
}

/** Nobody knows beforehand how often users of a closed loop act: what they did is what was meant. */
function withClosedLoops({ schedule }: Size, seconds: readonly LoadSecond[]): LoadSecond[] {
  const phases = closedPhases(schedule)
  return seconds.map((each) => {
    const isClosed = phases.some(({ from, to }) => each.second * 1000 < to && (each.second + 1) * 1000 > from)
    return isClosed ? { ...each, intended: Math.max(each.intended, each.sent + each.dropped) } : each
  })
}

function oneSecond(reports: readonly SecondReport[]) {
  const delivery = mergeCounts(
    reports.flatMap((report) => (report.delivery === undefined ? [] : [report.delivery])),
  )
  const probes = reports.flatMap(({ probeMs }) => probeMs ?? [])
  return {
    sent: sum(reports, (report) => report.sent),
    received: sum(reports, (report) => report.received),
    dropped: sum(reports, (report) => report.dropped),
    ...(delivery.totalCount === 0 ? {} : { p50: percentile(delivery, 50), p99: percentile(delivery, 99) }),
    ...(probes.length === 0 ? {} : { probeMs: Math.max(...probes) }),
  }
}

/** Processor time between the report before and the report of that second, of all workers together. */
function generatorCpu(outcomes: readonly Outcome[], second: number): { generatorCpu?: number } {
  const shares = outcomes.flatMap(({ seconds, cpuSeconds }) => {
    const index = seconds.findIndex((report) => report.second === second)
    const cpu = cpuSeconds[index]
    if (cpu === undefined) return []
    // A worker that was late reports several seconds at once: what it used by then is theirs together.
    const before = cpuSeconds.indexOf(cpu) - 1
    const last = seconds[cpuSeconds.lastIndexOf(cpu)]?.second ?? second
    return [(cpu - (cpuSeconds[before] ?? 0)) / (last - (seconds[before]?.second ?? -1))]
  })
  return shares.length === 0 ? {} : { generatorCpu: sum(shares, (share) => share) }
}

/** Share of a core while there was something to send; waiting for the last stanzas would thin it. */
function cpuWhileSending({ seconds, cpuSeconds }: Outcome, length: number): number {
  const index = seconds.findLastIndex(({ second }) => (second + 1) * 1000 <= length)
  const at = Math.max(0, index)
  return (cpuSeconds[at] ?? 0) / ((seconds[at]?.second ?? 0) + 1)
}

function faultsOf({ worker, seconds, totals, lostBecause }: Outcome, workers: number): string[] {
  const who = `worker ${worker} of ${workers}`
  if (totals === undefined) {
    return [`${who} was lost after second ${seconds.at(-1)?.second ?? 0}: ${lostBecause ?? 'unknown'}`]
  }
  const reported = sum(seconds, ({ sent }) => sent)
  if (reported === totals.sent) return []
  return [`${who} sent ${totals.sent} times but reported ${reported} by second`]
}

function addCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const counts of all) {
    for (const [cause, count] of Object.entries(counts)) total[cause] = (total[cause] ?? 0) + count
  }
  return total
}

function sum<T>(items: Iterable<T>, value: (item: T) => number): number {
  let total = 0
  for (const item of items) total += value(item)
  return total
}
