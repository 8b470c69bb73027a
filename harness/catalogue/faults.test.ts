import { describe, expect, test } from 'vitest'
import { defineSpec } from './define-spec.ts'
import { faultsOf } from './faults.ts'
import { sentencesOf } from './normative-index.ts'
import type { SectionFile, Suite } from './suite.ts'

const spec = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: () => '',
  requirements: {
    '8.5.2.1.1/a': { level: 'MUST NOT', covers: ['rfc6121-8.5.2.1.1-4'], says: 'a' },
  },
})
const file: SectionFile = {
  name: '8.5.2-bare-jid',
  verifies: ['8.5.2.1.1/a'],
  lies: { '8.5.2.1.1/a': ['drops it'] },
}

function faults(changes: Partial<Suite>): readonly string[] {
  return faultsOf(
    { spec, declared: Object.keys(spec.requirements), exclusions: [], files: [file], ...changes },
    sentencesOf('rfc6121'),
  )
}

const excluding = (...sentences: string[]): Partial<Suite> => ({
  exclusions: sentences.map((sentence) => ({ sentence, reason: 'a reason that can be checked' })),
})

test('a suite in order has no faults', () => {
  expect(faults({})).toEqual([])
  expect(faults(excluding('rfc6121-8.5.2.1.1-3'))).toEqual([])
})

describe('names', () => {
  test('a requirement that two parts declare', () => {
    expect(faults({ declared: ['8.5.2.1.1/a', '8.5.2.1.1/b', '8.5.2.1.1/a'] })).toEqual([
      'rfc6121/8.5.2.1.1/a is declared twice: the second hides the first.',
    ])
  })

  test('a sentence covered that the index does not have', () => {
    const unknown = defineSpec({
      ...spec,
      requirements: { '8.5.2.1.1/a': { level: 'MUST', covers: ['rfc6121-8.5.2.1.1-99'], says: 'a' } },
    })
    expect(faults({ spec: unknown })).toEqual([
      'rfc6121/8.5.2.1.1/a covers "rfc6121-8.5.2.1.1-99", which the normative index of rfc6121 does not have.',
    ])
  })

  test.each([
    [
      ['rfc6121-8.5.2.1.1-99'],
      'suites/rfc6121/exclusions.json excludes "rfc6121-8.5.2.1.1-99", which the normative index of rfc6121 does not have.',
    ],
    [
      ['rfc6121-8.5.2.1.1-4'],
      'suites/rfc6121/exclusions.json excludes "rfc6121-8.5.2.1.1-4", which rfc6121/8.5.2.1.1/a covers; drop one of the two.',
    ],
    [
      ['rfc6121-1.4-1'],
      'suites/rfc6121/exclusions.json excludes "rfc6121-1.4-1", which no test can see anyway (n/a); drop it.',
    ],
    [
      ['rfc6121-8.5.2.1.1-3', 'rfc6121-8.5.2.1.1-3'],
      'suites/rfc6121/exclusions.json excludes "rfc6121-8.5.2.1.1-3" twice; name it once.',
    ],
  ])('an exclusion of %s', (sentences, fault) => {
    expect(faults(excluding(...sentences))).toEqual([fault])
  })

  test('a requirement that nothing verifies', () => {
    expect(faults({ files: [] })).toEqual([
      "rfc6121/8.5.2.1.1/a has no verification: no file of suites/rfc6121 calls verify('8.5.2.1.1/a', …).",
    ])
  })

  test('a requirement that nothing lies about', () => {
    expect(faults({ files: [{ ...file, lies: {} }] })).toEqual([
      'rfc6121/8.5.2.1.1/a has no lie: no *.lies.ts beside its verification says how a server would break it.',
    ])
  })

  test('a verification in a file of another section', () => {
    expect(faults({ files: [{ ...file, name: '8.5.3-full-jid' }] })).toEqual([
      'suites/rfc6121/8.5.3-full-jid.test.ts verifies "8.5.2.1.1/a", which belongs into a file of that section.',
    ])
  })

  test('a verification and a lie of nothing that is required', () => {
    const stray = { ...file, verifies: ['8.5.2.1.1/a', '8.5.2/b'], lies: { ...file.lies, '8.5.2/c': ['x'] } }
    expect(faults({ files: [stray] })).toEqual([
      'suites/rfc6121/8.5.2-bare-jid.test.ts verifies "8.5.2/b", which rfc6121 does not require.',
      'suites/rfc6121/8.5.2-bare-jid.lies.ts lies about "8.5.2/c", which 8.5.2-bare-jid.test.ts does not verify.',
    ])
  })
})

test('a verification that takes the server down in a file that runs beside others', () => {
  const down = defineSpec({
    ...spec,
    requirements: {
      '8.5.2.1.1/a': { level: 'MUST NOT', covers: [], says: 'a', needs: ['control-restart'] },
    },
  })
  expect(faults({ spec: down })).toEqual([
    'suites/rfc6121/8.5.2-bare-jid.test.ts verifies "8.5.2.1.1/a", which takes the server down or looks at it as a whole: call the file 8.5.2-bare-jid.alone.test.ts, so that it runs alone.',
  ])
  expect(faults({ spec: down, files: [{ ...file, name: '8.5.2-bare-jid.alone' }] })).toEqual([])
})

test.each([
  ['8.5.2.1.1/a', '8.5.2.1.1-message-to-bare-jid', true],
  ['8.5.2.1.1/a', '8.5-messages', true],
  ['8.5.2.1.1/a', '8-messages', true],
  ['8.5.2.1.1/a', '8.5.2.1.1', true],
  ['8.55/a', '8.5-messages', false],
  ['8.5/a', '8.5.2-bare-jid', false],
  ['A.2.1/a', 'A.2-outbound', true],
  ['users/a', 'users', true],
  ['users/a', 'users-create', true],
  ['user-groups/a', 'user-groups', true],
  ['users/a', 'user-groups', false],
  ['users/a', 'users.alone', true],
  ['8.5/a', '8.5-messages.alone', true],
])('%s in the file %s: %s', (name, fileName, belongs) => {
  const only = defineSpec({
    id: 'x',
    title: '',
    url: () => '',
    requirements: { [name]: { level: 'MUST', covers: [], says: 'a' } },
  })
  const files = [{ name: fileName, verifies: [name], lies: { [name]: ['x'] } }]
  expect(faultsOf({ spec: only, declared: [name], exclusions: [], files }, [])).toHaveLength(belongs ? 0 : 1)
})
