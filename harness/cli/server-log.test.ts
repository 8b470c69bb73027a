import { describe, expect, test } from 'vitest'
import type { VerificationMeta } from '../conformance/verify.ts'
import type { Outcome } from '../core/run-result.ts'
import { attribute } from './server-log.ts'

const START = 1_000_000

interface Ran {
  readonly id: string
  readonly from?: number
  readonly lasts?: number
  readonly localparts?: readonly string[]
  readonly mayLog?: readonly RegExp[]
  readonly outcome?: Outcome
}

function ran({
  id,
  from = 0,
  lasts = 1000,
  localparts = [],
  mayLog = [],
  outcome = { kind: 'passed' },
}: Ran): VerificationMeta {
  return {
    result: {
      requirement: id,
      spec: 'rfc6121',
      section: '1',
      level: 'MUST',
      says: 'something',
      url: 'https://example.org/',
      situation: 'here',
      startedAt: START + from,
      durationMs: lasts,
      outcome,
      observed: [],
      errors: [],
    },
    localparts,
    mayLog,
  }
}

const error = (at: number, text = 'mod_c2s: boom', within = 0) => ({ at: START + at, within, text })

/** Ids of the verifications that failed for the log, and the lines that are held against the whole run. */
function blame(all: readonly Ran[], ...errors: ReturnType<typeof error>[]) {
  const { verifications, findings } = attribute(all.map(ran), errors)
  return {
    failed: verifications.flatMap(({ requirement, outcome }) =>
      outcome.kind === 'failed' ? requirement : [],
    ),
    findings: findings.map(({ line, during }) => [line, ...during]),
  }
}

describe('an error in the log is held against', () => {
  test.each<[string, readonly Ran[], ReturnType<typeof error>, { failed: string[]; findings: string[][] }]>([
    [
      'the only verification that ran then',
      [{ id: 'a' }, { id: 'b', from: 5000 }],
      error(500),
      { failed: ['a'], findings: [] },
    ],
    ['one that has just ended', [{ id: 'a' }], error(1250), { failed: ['a'], findings: [] }],
    ['one that is about to begin', [{ id: 'a' }], error(-250), { failed: ['a'], findings: [] }],
    [
      'one that was running when it may have been written, to the second',
      [{ id: 'a', from: 700 }],
      error(0, 'mod_c2s: boom', 999),
      { failed: ['a'], findings: [] },
    ],
    [
      'the one whose account it names',
      [
        { id: 'a', localparts: ['romeo-1'] },
        { id: 'b', localparts: ['romeo-2', 'juliet-2'] },
      ],
      error(500, 'no juliet-2@chat.test'),
      { failed: ['b'], findings: [] },
    ],
    [
      'the run, when two ran then',
      [{ id: 'a' }, { id: 'b' }],
      error(500),
      { failed: [], findings: [['mod_c2s: boom', 'a', 'b']] },
    ],
    [
      'the run, when it names accounts of two',
      [{ id: 'a', localparts: ['romeo-1'] }, { id: 'b', localparts: ['juliet-2'] }, { id: 'c' }],
      error(500, 'romeo-1 and juliet-2'),
      { failed: [], findings: [['romeo-1 and juliet-2', 'a', 'b', 'c']] },
    ],
    [
      'the run, when none ran then',
      [{ id: 'a' }],
      error(1251),
      { failed: [], findings: [['mod_c2s: boom']] },
    ],
    [
      'nobody who named it before',
      [{ id: 'a', mayLog: [/^mod_c2s: BOOM$/i] }],
      error(500),
      { failed: [], findings: [] },
    ],
    [
      'nobody when one of those who ran named it before',
      [{ id: 'a', mayLog: [/boom/] }, { id: 'b' }],
      error(500),
      { failed: [], findings: [] },
    ],
    [
      'the one whose account it names, whatever another named before',
      [
        { id: 'a', mayLog: [/boom/] },
        { id: 'b', localparts: ['romeo-2'] },
      ],
      error(500, 'boom of romeo-2'),
      { failed: ['b'], findings: [] },
    ],
    [
      'one that named another line before',
      [{ id: 'a', mayLog: [/bang/] }],
      error(500),
      { failed: ['a'], findings: [] },
    ],
  ])('%s', (_, all, logged, expected) => {
    expect(blame(all, logged)).toEqual(expected)
  })

  test('each line by itself', () => {
    expect(blame([{ id: 'a' }, { id: 'b', from: 5000 }], error(1), error(5001), error(9000))).toEqual({
      failed: ['a', 'b'],
      findings: [['mod_c2s: boom']],
    })
  })
})

test('a verification that is blamed shows every line that it is blamed for', () => {
  const { verifications } = attribute([ran({ id: 'a' })], [error(1, 'one'), error(2, 'two')])
  expect(verifications[0]?.outcome).toEqual({
    kind: 'failed',
    message: 'expected  no error in the log of the server\nheard     one',
    evidence: { transcript: '', serverLog: 'one\ntwo' },
  })
})

test('what did not pass stays what it is', () => {
  const evidence = { transcript: 'bytes', serverLog: '' }
  const outcomes: readonly Outcome[] = [
    { kind: 'failed', message: 'expected this', evidence },
    { kind: 'inconclusive', because: 'a lost fence', evidence },
    { kind: 'not-applicable', lacks: 'mam' },
  ]
  for (const outcome of outcomes) {
    expect(attribute([ran({ id: 'a', outcome })], [error(1)]).verifications[0]?.outcome).toBe(outcome)
  }
})
