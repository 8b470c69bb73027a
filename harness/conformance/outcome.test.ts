import { describe, expect, test } from 'vitest'
import type { Outcome } from '../core/run-result.ts'
import type { Finding } from './examine.ts'
import { lacking, settle } from './outcome.ts'
import type { KnownFailure } from './runtime.ts'

const evidence = { transcript: 'bytes', serverLog: 'lines' }
const must = { id: 'rfc6120/8.2.3/a', level: 'MUST' } as const
const should = { id: 'rfc6120/8.2.3/a', level: 'SHOULD' } as const
const may = { id: 'rfc6120/8.2.3/a', level: 'MAY' } as const
const known = (requirement: string, situation?: string): KnownFailure => ({
  requirement,
  link: 'https://issues.example.org/1',
  reason: 'what we sent, what came',
  ...(situation === undefined ? {} : { situation }),
})
const why = { link: 'https://issues.example.org/1', reason: 'what we sent, what came' }

const held: Finding = { kind: 'held' }
const unknown: Finding = { kind: 'unknown', because: 'a lost fence' }
const broken: Finding = { kind: 'broken', message: 'expected this' }
const invariant: Finding = { kind: 'broken', message: 'expected that', violates: 'rfc6120/11.3/b' }

const cases: readonly (readonly [
  string,
  Parameters<typeof settle>[0],
  Finding,
  { strict?: boolean; known?: readonly KnownFailure[] },
  Outcome,
])[] = [
  ['what held passed', must, held, {}, { kind: 'passed' }],
  [
    'what nobody knows is inconclusive',
    must,
    unknown,
    {},
    { kind: 'inconclusive', because: 'a lost fence', evidence },
  ],
  ['a broken MUST failed', must, broken, {}, { kind: 'failed', message: 'expected this', evidence }],
  ['a broken SHOULD warned', should, broken, {}, { kind: 'warned', message: 'expected this', evidence }],
  ['a broken MAY warned', may, broken, {}, { kind: 'warned', message: 'expected this', evidence }],
  [
    'a broken SHOULD failed where all is strict',
    should,
    broken,
    { strict: true },
    { kind: 'failed', message: 'expected this', evidence },
  ],
  [
    'a broken invariant failed and is named, whatever the level',
    should,
    invariant,
    {},
    { kind: 'failed', message: 'expected that', violates: 'rfc6120/11.3/b', evidence },
  ],
  [
    "a verification's own invariant is not named",
    must,
    { ...broken, violates: must.id },
    {},
    { kind: 'failed', message: 'expected this', evidence },
  ],
  [
    'a known failure is one',
    must,
    broken,
    { known: [known(must.id)] },
    { kind: 'known-failure', message: 'expected this', ...why },
  ],
  [
    'a known failure is one in its situation',
    must,
    broken,
    { known: [known(must.id, 'here')] },
    { kind: 'known-failure', message: 'expected this', ...why },
  ],
  [
    'a known failure is none in another situation',
    must,
    broken,
    { known: [known(must.id, 'there')] },
    { kind: 'failed', message: 'expected this', evidence },
  ],
  [
    'a known failure of another requirement is none',
    must,
    broken,
    { known: [known('rfc6120/8.2.3/b')] },
    { kind: 'failed', message: 'expected this', evidence },
  ],
  [
    'a known invariant is one wherever it shows',
    must,
    invariant,
    { known: [known('rfc6120/11.3/b')] },
    { kind: 'known-failure', message: 'expected that', ...why },
  ],
  [
    'a known failure does not excuse a broken invariant',
    must,
    invariant,
    { known: [known(must.id)] },
    { kind: 'failed', message: 'expected that', violates: 'rfc6120/11.3/b', evidence },
  ],
  [
    'a known failure that holds is an unexpected pass',
    must,
    held,
    { known: [known(must.id)] },
    { kind: 'unexpected-pass', ...why },
  ],
  [
    'a known failure that nobody could find is inconclusive',
    must,
    unknown,
    { known: [known(must.id)] },
    { kind: 'inconclusive', because: 'a lost fence', evidence },
  ],
]

test.each(cases)('%s', (_, asked, finding, { strict = false, known: knownFailures = [] }, outcome) => {
  expect(settle(asked, 'here', { finding, evidence }, { strict, knownFailures })).toEqual(outcome)
})

describe('a capability that the target lacks', () => {
  test('makes a verification not applicable', () => {
    expect(lacking('mam', { promises: ['muc'] })).toEqual({ kind: 'not-applicable', lacks: 'mam' })
  })

  test('is a failure where the profile promises it', () => {
    expect(lacking('mam', { promises: ['mam'] })).toEqual({
      kind: 'failed',
      message: 'expected  mam, which the profile promises\nheard     a server that does not offer it',
      evidence: { transcript: '', serverLog: '' },
    })
  })
})
