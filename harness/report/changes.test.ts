import { describe, expect, test } from 'vitest'
import type { OutcomeKind } from '../core/run-result.ts'
import { describeChanges, isWorse } from './changes.ts'
import type { Comparison } from './compare.ts'

const nothing: Comparison = {
  changed: [],
  appeared: [],
  disappeared: [],
  load: { kind: 'compared', metrics: [], broken: [], leftOut: [] },
}
const plain = (comparison: Comparison) => describeChanges(comparison, (_, text) => text)

function changed(before: OutcomeKind, after: OutcomeKind): Comparison {
  return { ...nothing, changed: [{ requirement: 'rfc6121/8.5/a', situation: 'a message', before, after }] }
}

describe('a later run is', () => {
  test.each<readonly [before: OutcomeKind, after: OutcomeKind, worse: boolean]>([
    ['passed', 'failed', true],
    ['known-failure', 'inconclusive', true],
    ['known-failure', 'unexpected-pass', true],
    ['failed', 'inconclusive', false],
    ['failed', 'passed', false],
    ['passed', 'warned', false],
  ])('%s before and %s now: worse is %s', (before, after, worse) => {
    expect(isWorse(changed(before, after))).toBe(worse)
  })

  test('worse when it asks less', () => {
    expect(isWorse({ ...nothing, disappeared: ['rfc6121/8.5/a: a message'] })).toBe(true)
    expect(isWorse({ ...nothing, appeared: ['rfc6121/8.5/a: a message'] })).toBe(false)
  })
})

test('nothing changed is said', () => {
  expect(plain(nothing)).toBe('Nothing that was verified got worse.')
})

test('what is worse stands first, the verdict last', () => {
  const { changed: worse } = changed('passed', 'failed')
  const { changed: better } = changed('failed', 'passed')
  expect(plain({ ...nothing, changed: [...better, ...worse] })).toBe(
    `Worse (1)
  rfc6121/8.5/a: a message: passed → failed

Changed (1)
  rfc6121/8.5/a: a message: failed → passed

Worse: 1 verification.`,
  )
})

test('a threshold that is broken now and was kept is worse', () => {
  const broken = ['load/chat: lost was 2, the bound is at most 0']
  const comparison: Comparison = { ...nothing, load: { kind: 'compared', metrics: [], broken, leftOut: [] } }
  expect(isWorse(comparison)).toBe(true)
  expect(plain(comparison)).toBe(
    `No longer kept (1)
  load/chat: lost was 2, the bound is at most 0

Worse: 1 threshold.`,
  )
})

test('numbers of the load stand side by side with their change', () => {
  const metrics = [
    { scenario: 'load/chat', metric: 'delivery p99', before: 10, after: 12.5 },
    { scenario: 'load/chat', metric: 'lost', before: 0, after: 2 },
  ]
  const text = plain({
    ...nothing,
    load: { kind: 'compared', metrics, broken: [], leftOut: ['load/rooms is left out: why.'] },
  })
  expect(text).toMatch(/load\/chat +delivery p99 +10 → +12\.5 \+25 %/)
  expect(text).toMatch(/load\/chat +lost +0 → +2 from none/)
  expect(text).toContain('load/rooms is left out: why.')
})
