import { expect, test } from 'vitest'
import type { CapacityResult, CapacityStep } from '../core/run-result.ts'
import { capacityCertainty, capacityWords } from './capacity-state.ts'

type Rate = readonly [offered: number, verdict: CapacityStep['verdict']]

function searched(...rates: readonly Rate[]): CapacityResult {
  const of = (...wanted: readonly CapacityStep['verdict'][]) =>
    rates.filter(([, verdict]) => wanted.includes(verdict)).map(([offered]) => offered)
  const lowestBroken = Math.min(...of('broken'))
  const kept = of('kept').filter((rate) => rate < lowestBroken)
  const reached = Math.max(...of('kept'))
  return {
    scenario: 'load/one-to-one-chat',
    question: 'How long does a chat message take?',
    objective: 'lost at most 0',
    size: '40 users',
    path: 'loopback',
    startedAt: 0,
    durationMs: 0,
    steps: rates.map(([offered, verdict]) => ({ offered, achieved: offered, verdict, reasons: [] })),
    ...(kept.length === 0 ? {} : { sustained: Math.max(...kept) }),
    ...(reached >= lowestBroken ? { reached } : {}),
    limit: 'the processor of the server',
  }
}

test.each<[words: string, certainty: string, readonly Rate[]]>([
  [
    '1,000 a second',
    '1,000/s 2 of 2, 1,100/s 0 of 2',
    [
      [1000, 'kept'],
      [2000, 'broken'],
      [1100, 'broken'],
      [1000, 'kept'],
      [1100, 'broken'],
    ],
  ],
  [
    '900 to 1,000 a second',
    '900/s 2 of 2, 1,000/s 1 of 2, 1,100/s 0 of 1',
    [
      [1000, 'kept'],
      [1100, 'broken'],
      [1000, 'broken'],
      [900, 'kept'],
      [900, 'kept'],
    ],
  ],
  [
    'at least 1,000 a second',
    '1,000/s 1 of 1, 2,000/s 0 of 1 (1 invalid)',
    [
      [1000, 'kept'],
      [2000, 'invalid'],
    ],
  ],
  [
    'none',
    '500/s 0 of 1',
    [
      [1000, 'broken'],
      [500, 'broken'],
    ],
  ],
  [
    'none',
    '500/s 1 of 2, 1,000/s 0 of 1',
    [
      [1000, 'broken'],
      [500, 'broken'],
      [500, 'kept'],
    ],
  ],
  [
    'unknown',
    '500/s 0 of 1 (1 invalid)',
    [
      [1000, 'invalid'],
      [500, 'invalid'],
    ],
  ],
])('a capacity is %s, as %s say', (words, certainty, rates) => {
  const capacity = searched(...rates)
  expect(capacityWords(capacity)).toBe(words)
  expect(capacityCertainty(capacity)).toBe(certainty)
})

test('what was cut off may be more', () => {
  const found = searched([1000, 'kept'], [2000, 'broken'])
  expect(capacityWords({ ...found, cutOff: true })).toBe('at least 1,000 a second')
  expect(capacityWords({ ...searched([1000, 'broken']), cutOff: true })).toBe('unknown')
})
