/** What a scenario promises about its numbers, as data. */
import { type Duration, formatDuration } from '../core/duration.ts'
import type { LatencySummary, ThresholdResult } from '../core/run-result.ts'

/**
 * Times that a scenario measures from the intended time on: `delivery` to the arrival at the receiver,
 * `answer` to the answer of the server, `login` to the end of a login, `upload` to the end of the download of what was put, `lag` to the sending. `drain` counts
 * from the beginning of the login of a user who was offline to a message that waited, `probe` is the round trip of an
 * idle client's ping.
 */
export const arrivalLatencies = ['delivery', 'answer', 'login', 'drain', 'upload'] as const
export type ArrivalLatency = (typeof arrivalLatencies)[number]
export type LatencyName = ArrivalLatency | 'lag' | 'probe'
export type Statistic = 'min' | 'mean' | 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max'

/** Things that a scenario counts. `late` is delivered, but later than the scenario's `lateAfter`. */
export type CounterName = 'dropped' | 'lost' | 'duplicated' | 'reordered' | 'late'

declare const bytes: unique symbol

/** An amount of memory: a number of bytes that only `mebibytes` makes. */
export type Bytes = number & { readonly [bytes]: true }

export function mebibytes(count: number): Bytes {
  return (count * 2 ** 20) as Bytes
}

export type Threshold =
  | {
      readonly kind: 'latency'
      readonly name: LatencyName
      readonly statistic: Statistic
      readonly atMost: Duration
    }
  | { readonly kind: 'count'; readonly name: CounterName; readonly atMost: number }
  | { readonly kind: 'memory growth'; readonly atMost: Bytes }

/** @example atMost('delivery', 'p99', ms(250)) */
export function atMost(name: LatencyName, statistic: Statistic, bound: Duration): Threshold
/** @example atMost('lost', 'count', 0) */
export function atMost(name: CounterName, statistic: 'count', bound: number): Threshold
/**
 * What the server uses at most in the second half of the run, beyond the most that it used in the first: what it
 * needs for the work is there by then, and what it keeps of the work is not.
 * @example atMost('memory', 'growth', mebibytes(24))
 */
export function atMost(name: 'memory', statistic: 'growth', bound: Bytes): Threshold
export function atMost(
  name: LatencyName | CounterName | 'memory',
  statistic: Statistic | 'count' | 'growth',
  bound: number,
): Threshold {
  if (name === 'memory') return { kind: 'memory growth', atMost: bound as Bytes }
  if (statistic === 'count') return { kind: 'count', name: name as CounterName, atMost: bound }
  return {
    kind: 'latency',
    name: name as LatencyName,
    statistic: statistic as Statistic,
    atMost: bound as Duration,
  }
}

export interface Measured {
  readonly latencies: readonly LatencySummary[]
  readonly counts: Readonly<Record<CounterName, number>>
  /** Of the server, resident, in bytes, at even distances; undefined where nobody tells. */
  readonly memory: readonly number[] | undefined
}

/**
 * Holds thresholds against what was measured. A latency that nothing was measured of is not kept; of a target
 * that nobody can read the memory of, none is promised.
 */
export function judge(thresholds: readonly Threshold[], measured: Measured): ThresholdResult[] {
  return thresholds.flatMap((threshold) => judgeOne(threshold, measured))
}

function judgeOne(threshold: Threshold, { latencies, counts, memory }: Measured): ThresholdResult[] {
  switch (threshold.kind) {
    case 'count':
      return [judgeCount(threshold, counts[threshold.name])]
    case 'memory growth':
      return memory === undefined ? [] : [judgeGrowth(threshold, memory)]
    case 'latency':
      return [
        judgeLatency(
          threshold,
          latencies.find((latency) => latency.name === threshold.name),
        ),
      ]
  }
}

function judgeGrowth(
  { atMost: bound }: Threshold & { kind: 'memory growth' },
  memory: readonly number[],
): ThresholdResult {
  const half = Math.ceil(memory.length / 2)
  const growth = Math.max(...memory.slice(half)) - Math.max(...memory.slice(0, half))
  const nothing = memory.length < 2
  return {
    metric: 'memory growth',
    bound: `at most ${inMebibytes(bound)}`,
    measured: nothing ? 'nothing measured' : inMebibytes(Math.max(0, growth)),
    kept: !nothing && growth <= bound,
  }
}

function inMebibytes(bytes: number): string {
  return `${Number((bytes / 2 ** 20).toPrecision(3))} MiB`
}

function judgeCount(threshold: Threshold & { kind: 'count' }, count: number): ThresholdResult {
  return {
    metric: threshold.name,
    bound: `at most ${threshold.atMost}`,
    measured: String(count),
    kept: count <= threshold.atMost,
  }
}

function judgeLatency(
  threshold: Threshold & { kind: 'latency' },
  latency: LatencySummary | undefined,
): ThresholdResult {
  const nothing = latency === undefined || latency.count === 0
  const value = nothing ? Number.POSITIVE_INFINITY : latency[threshold.statistic]
  return {
    metric: `${threshold.name} ${threshold.statistic}`,
    bound: `at most ${formatDuration(threshold.atMost)}`,
    measured: nothing ? 'nothing measured' : formatDuration(value),
    kept: value <= threshold.atMost,
  }
}

/** In words: `delivery p99 at most 250 ms, lost at most 0`. */
export function describeThresholds(thresholds: readonly Threshold[]): string {
  return thresholds.map(describeThreshold).join(', ')
}

function describeThreshold(threshold: Threshold): string {
  switch (threshold.kind) {
    case 'count':
      return `${threshold.name} at most ${threshold.atMost}`
    case 'memory growth':
      return `memory growth at most ${inMebibytes(threshold.atMost)}`
    case 'latency':
      return `${threshold.name} ${threshold.statistic} at most ${formatDuration(threshold.atMost)}`
  }
}
