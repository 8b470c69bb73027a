import { expect, test } from 'vitest'
import { ms, seconds } from '../core/duration.ts'
import { chatMessage } from './arrival.ts'
import type { Outcome } from './crew.ts'
import { emptyLatencies, encode, record } from './latency.ts'
import type { Totals } from './protocol.ts'
import { scenarioResult } from './result.ts'
import { defineScenario } from './scenario.ts'
import { steady } from './schedule.ts'
import { atMost } from './thresholds.ts'

const size = { users: 4, schedule: [steady({ rate: 4, for: seconds(2) })] }
const scenario = defineScenario({
  id: 'load/pure',
  question: 'What becomes of two workers?',
  sizes: { developer: size, gate: size, release: size },
  arrival: chatMessage({ bodyBytes: 120 }),
  thresholds: [atMost('delivery', 'max', ms(50)), atMost('late', 'count', 0)],
})

function encoded(...durations: number[]): string {
  const latencies = emptyLatencies()
  for (const duration of durations) record(latencies, duration)
  return encode(latencies)
}

function totals(change: Partial<Totals> = {}): Totals {
  return {
    sent: 4,
    tally: { sent: 4, received: 4, lost: 0, duplicated: 0, reordered: 0, late: 0, examples: [] },
    dropped: 0,
    droppedLate: 0,
    errors: {},
    latencies: { delivery: encoded(10, 10, 10, 10) },
    lag: encoded(1, 1, 1, 1),
    probe: encoded(),
    health: { eventLoopDelayP99Ms: 2, cpuSeconds: 0.4, gcShare: 0.02 },
    traffic: {
      stanzasSent: { message: 4, presence: 1, iq: 2, other: 0 },
      stanzasReceived: { message: 4, presence: 1, iq: 0, other: 3 },
      bytesSent: 400,
      bytesReceived: 500,
    },
    ...change,
  }
}

function worker(number: number, change: Partial<Outcome> = {}): Outcome {
  return {
    worker: number,
    seconds: [
      { second: 0, sent: 2, received: 2, dropped: 0, delivery: [10_000, 2], probeMs: 5 + number },
      { second: 1, sent: 2, received: 2, dropped: 0, delivery: [10_000, 2] },
    ],
    cpuSeconds: [0.2, 0.4],
    totals: totals(),
    ...change,
  }
}

function result(outcomes: readonly Outcome[]) {
  return scenarioResult({
    scenario,
    size,
    path: 'loopback',
    startedAt: 0,
    durationMs: 2000,
    outcomes,
    machine: { steal: 0, idle: 0.5 },
    server: {
      usage: (second) => ({ serverCpu: second }),
      memory: undefined,
      statements: undefined,
      metrics: undefined,
      errors: { 'no resource sample: gone': 1 },
    },
  })
}

test('two workers become one result', () => {
  const merged = result([worker(0), worker(1)])
  expect(merged).toMatchObject({
    intended: 8,
    sent: 8,
    received: 8,
    lost: 0,
    errors: { 'no resource sample: gone': 1 },
    traffic: {
      stanzasSent: { message: 8, presence: 2, iq: 4, other: 0 },
      stanzasReceived: { message: 8, presence: 2, iq: 0, other: 6 },
      bytesSent: 800,
      bytesReceived: 1000,
    },
    validity: { valid: true, generatorCpu: 0.4, eventLoopDelayP99Ms: 2, gcShare: 0.02 },
  })
  expect(merged.latencies.map(({ name, count }) => [name, count])).toEqual([
    ['delivery', 8],
    ['lag', 8],
    ['probe', 0],
  ])
  expect(merged.seconds).toHaveLength(2)
  expect(merged.seconds[0]).toMatchObject({ intended: 4, sent: 4, received: 4, probeMs: 6, serverCpu: 0 })
  expect(merged.seconds[1]?.generatorCpu).toBeCloseTo(0.4)
  expect(merged.thresholds.every(({ kept }) => kept)).toBe(true)
})

test('late messages are counted and named by their bound', () => {
  const { tally } = totals()
  const merged = result([worker(0, { totals: totals({ tally: { ...tally, late: 3 } }) })])
  expect(merged.errors).toMatchObject({ 'delivered later than 1 s': 3 })
  expect(merged.thresholds[1]).toMatchObject({ metric: 'late', kept: false })
})

test('a worker that was lost makes the result invalid, and what it had said still counts', () => {
  const { totals: _, ...rest } = worker(1)
  const lost: Outcome = { ...rest, lostBecause: 'exit code 1' }
  expect(result([worker(0), lost])).toMatchObject({
    sent: 8,
    validity: { valid: false, reasons: ['worker 1 of 2 was lost after second 1: exit code 1'] },
  })
})

test('reports that do not add up make it invalid', () => {
  const short = worker(0, { seconds: worker(0).seconds.slice(1), cpuSeconds: [0.4] })
  expect(result([short]).validity.reasons).toEqual(['worker 0 of 1 sent 4 times but reported 2 by second'])
})

test('seconds that were reported at once share what the worker used', () => {
  const atOnce = worker(0, { cpuSeconds: [0.4, 0.4] })
  expect(result([atOnce]).seconds.map(({ generatorCpu }) => generatorCpu)).toEqual([0.2, 0.2])
})
