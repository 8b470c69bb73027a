/** Distributions of times: recorded whole, merged by adding, never averaged. */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from 'hdr-histogram-js'
import type { LatencySummary } from '../core/run-result.ts'

/** Values are whole microseconds with four significant digits: half a second to a twentieth of a millisecond. */
export type Latencies = Histogram

export function emptyLatencies(): Latencies {
  return build({ lowestDiscernibleValue: 1, numberOfSignificantValueDigits: 4, highestTrackableValue: 60e6 })
}

/** @param duration milliseconds */
export function record(latencies: Latencies, duration: number): void {
  latencies.recordValue(microsecondsOf(duration))
}

function microsecondsOf(duration: number): number {
  return Math.max(0, Math.round(duration * 1000))
}

/** Microseconds up to which a gatherer counts by itself. */
const COUNTED = 1 << 15

/**
 * A distribution while it is measured. Most times are short, and are counted where they fall: to find the place of
 * each in a histogram takes many times as long, and waits until all are asked for.
 */
export class Gatherer {
  private readonly counts = new Uint32Array(COUNTED)
  private readonly longer = emptyLatencies()

  /** @param duration milliseconds */
  add(duration: number): void {
    const microseconds = microsecondsOf(duration)
    if (microseconds < COUNTED) this.counts[microseconds] = (this.counts[microseconds] ?? 0) + 1
    else record(this.longer, duration)
  }

  /** All of them so far. */
  get latencies(): Latencies {
    const all = emptyLatencies()
    all.add(this.longer)
    for (const [microseconds, count] of this.counts.entries()) {
      if (count > 0) all.recordValueWithCount(microseconds, count)
    }
    return all
  }
}

/** Microseconds and how often, in turns: what one second measured, cheap to gather and to send. */
export type LatencyCounts = readonly number[]

/** Durations in milliseconds, to three significant digits. */
export function countLatencies(durations: readonly number[]): LatencyCounts {
  const counts = new Map<number, number>()
  for (const duration of durations) {
    const microseconds = microsecondsOf(duration)
    const unit = 2 ** Math.max(0, 22 - Math.clz32(microseconds))
    const rounded = Math.floor(microseconds / unit) * unit
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1)
  }
  return [...counts].flat()
}

export function mergeCounts(all: Iterable<LatencyCounts>): Latencies {
  const total = emptyLatencies()
  for (const counts of all) {
    for (let index = 0; index < counts.length; index += 2) {
      total.recordValueWithCount(counts[index] ?? 0, counts[index + 1] ?? 0)
    }
  }
  return total
}

/** HdrHistogram V2, compressed, base64. */
export function encode(latencies: Latencies): string {
  return encodeIntoCompressedBase64(latencies)
}

export function merge(encoded: Iterable<string>): Latencies {
  const total = emptyLatencies()
  for (const one of encoded) total.add(decodeFromCompressedBase64(one))
  return total
}

/** In milliseconds. */
export function percentile(latencies: Latencies, rank: number): number {
  return latencies.getValueAtPercentile(rank) / 1000
}

export function summarise(name: string, latencies: Latencies): LatencySummary {
  return {
    name,
    count: latencies.totalCount,
    min: percentile(latencies, 0),
    mean: latencies.totalCount === 0 ? 0 : latencies.mean / 1000,
    p50: percentile(latencies, 50),
    p90: percentile(latencies, 90),
    p95: percentile(latencies, 95),
    p99: percentile(latencies, 99),
    p999: percentile(latencies, 99.9),
    max: latencies.maxValue / 1000,
    histogram: encode(latencies),
  }
}
