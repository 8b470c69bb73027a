import { expect, test } from 'vitest'
import type { CapacityResult, CapacityStep } from '../core/run-result.ts'
import { capacityWords } from './capacity-state.ts'

type Rate = readonly [offered: number, verdict: CapacityStep['verdict']]

function searched(...rates: readonly Rate[]): CapacityResult {
  const kept = rates.filter(([, verdict]) => verdict === 'kept').map(([offered]) => offered)
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
    limit: 'the processor of the server',
  }
}

test.each<[string, readonly Rate[]]>([
  [
    '1,000 a second',
    [
      [1000, 'kept'],
      [2000, 'broken'],
    ],
  ],
  [
    'at least 1,000 a second',
    [
      [1000, 'kept'],
      [2000, 'invalid'],
    ],
  ],
  [
    'none',
    [
      [1000, 'broken'],
      [500, 'broken'],
    ],
  ],
  [
    'unknown',
    [
      [1000, 'invalid'],
      [500, 'invalid'],
    ],
  ],
])('a capacity is %s', (words, rates) => {
  expect(capacityWords(searched(...rates))).toBe(words)
})
