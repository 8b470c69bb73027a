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

export type Threshold =
  | {
      readonly kind: 'latency'
      readonly name: LatencyName
      readonly statistic: Statistic
      readonly atMost: Duration
    }
  | { readonly kind: 'count'; readonly name: CounterName; readonly atMost: number }

/** @example atMost('delivery', 'p99', ms(250)) */
export function atMost(name: LatencyName, statistic: Statistic, bound: Duration): Threshold
/** @example atMost('lost', 'count', 0) */
export function atMost(name: CounterName, statistic: 'count', bound: number): Threshold
export function atMost(
  name: LatencyName | CounterName,
  statistic: Statistic | 'count',
  bound: number,
): Threshold {
  if (statistic === 'count') return { kind: 'count', name: name as CounterName, atMost: bound }
  return { kind: 'latency', name: name as LatencyName, statistic, atMost: bound as Duration }
}

export interface Measured {
  readonly latencies: readonly LatencySummary[]
  readonly counts: Readonly<Record<CounterName, number>>
}

/** Holds thresholds against what was measured. A latency that nothing was measured of is not kept. */
export function judge(thresholds: readonly Threshold[], measured: Measured): ThresholdResult[] {
  return thresholds.map((threshold) =>
    threshold.kind === 'count'
      ? judgeCount(threshold, measured.counts[threshold.name])
      : judgeLatency(
          threshold,
          measured.latencies.find((latency) => latency.name === threshold.name),
        ),
  )
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
  return thresholds
    .map((threshold) =>
      threshold.kind === 'count'
        ? `${threshold.name} at most ${threshold.atMost}`
        : `${threshold.name} ${threshold.statistic} at most ${formatDuration(threshold.atMost)}`,
    )
    .join(', ')
}
