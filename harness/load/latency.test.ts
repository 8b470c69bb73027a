import { expect, test } from 'vitest'
import {
  countLatencies,
  emptyLatencies,
  encode,
  Gatherer,
  merge,
  mergeCounts,
  record,
  summarise,
} from './latency.ts'

function recorded(durations: readonly number[]) {
  const latencies = emptyLatencies()
  for (const duration of durations) record(latencies, duration)
  return latencies
}

test('percentiles come back in milliseconds, to a thousandth of their value', () => {
  const summary = summarise('delivery', recorded(Array.from({ length: 1000 }, (_, index) => index + 1)))
  expect(summary.count).toBe(1000)
  for (const [measured, expected] of [
    [summary.min, 1],
    [summary.mean, 500.5],
    [summary.p50, 500],
    [summary.p99, 990],
    [summary.p999, 999],
    [summary.max, 1000],
  ] as const) {
    expect(Math.abs(measured - expected) / expected).toBeLessThan(0.002)
  }
})

test('what is gathered is what was recorded, short or long', () => {
  const durations = [0, 0.0004, 0.001, 0.25, 0.25, 32.767, 32.768, 90_000, -1]
  const gatherer = new Gatherer()
  for (const duration of durations) gatherer.add(duration)
  const { histogram: _, ...gathered } = summarise('delivery', gatherer.latencies)
  expect(summarise('delivery', recorded(durations))).toMatchObject(gathered)
  gatherer.add(1)
  expect(gatherer.latencies.totalCount).toBe(durations.length + 1)
})

test('merging adds: the slow worker keeps its tail', () => {
  const fast = encode(recorded(Array.from({ length: 99 }, () => 1)))
  const slow = encode(recorded([2000]))
  const merged = summarise('delivery', merge([fast, slow]))
  expect(merged.count).toBe(100)
  expect(merged.p50).toBeCloseTo(1, 2)
  expect(Math.round(merged.max / 10)).toBe(200)
})

test('longer than a minute is recorded too', () => {
  expect(Math.round(summarise('delivery', recorded([120_000])).max / 1000)).toBe(120)
})

test('of nothing there is nothing', () => {
  expect(summarise('delivery', merge([]))).toMatchObject({ count: 0, p50: 0, p99: 0, max: 0, mean: 0 })
})

test('what a second counted is what a histogram of it says, to a thousandth', () => {
  const durations = Array.from({ length: 5000 }, (_, index) => 0.05 + index ** 2 / 500)
  const [half, rest] = [durations.slice(0, 2500), durations.slice(2500)]
  const merged = summarise('delivery', mergeCounts([countLatencies(half), countLatencies(rest)]))
  const whole = summarise('delivery', recorded(durations))
  expect(merged.count).toBe(5000)
  for (const rank of ['min', 'p50', 'p99', 'max'] as const) {
    expect(Math.abs(merged[rank] - whole[rank])).toBeLessThanOrEqual(whole[rank] * 0.002)
  }
})
