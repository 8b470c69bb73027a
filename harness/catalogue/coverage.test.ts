import { describe, expect, test } from 'vitest'
import { coverage, standings } from './coverage.ts'
import { defineSpec } from './define-spec.ts'
import type { Sentence } from './normative-index.ts'
import type { Suite } from './suite.ts'

const spec = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://example.org/#${section}`,
  requirements: {
    '8.5/proven': { level: 'MUST', covers: ['rfc6121-8.5-1', 'rfc6121-8.5-2'], says: 'one thing' },
    '8.5/verified': { level: 'SHOULD', covers: ['rfc6121-8.5-3'], says: 'another' },
    '8.5/open': { level: 'MUST', covers: ['rfc6121-8.5-4'], says: 'a third' },
  },
})

const suite: Suite = {
  spec,
  declared: ['8.5/proven', '8.5/verified', '8.5/open'],
  exclusions: [{ sentence: 'rfc6121-8.5-5', reason: 'takes the server a week of silence' }],
  files: [
    {
      name: '8.5-messages',
      verifies: ['8.5/proven', '8.5/verified'],
      lies: { '8.5/proven': ['drops it', 'doubles it'], '8.5/verified': ['drops it'] },
    },
  ],
}

const sentences: readonly Sentence[] = [
  { id: 'rfc6121-8.5-1', section: '8.5', level: 'MUST', subject: 'server', observable: 'client' },
  { id: 'rfc6121-8.5-2', section: '8.5', level: 'MUST NOT', subject: 'server', observable: 'duplicate' },
  { id: 'rfc6121-8.5-3', section: '8.5', level: 'RECOMMENDED', subject: 'server', observable: 'client' },
  { id: 'rfc6121-8.5-4', section: '8.5', level: 'MUST', subject: 'both', observable: 'federation' },
  { id: 'rfc6121-8.5-5', section: '8.5', level: 'SHALL', subject: 'server', observable: 'setup' },
  { id: 'rfc6121-8.5-6', section: '8.5', level: 'SHOULD NOT', subject: 'server', observable: 'client' },
  { id: 'rfc6121-8.5-7', section: '8.5', level: 'MAY', subject: 'server', observable: 'client' },
  { id: 'rfc6121-8.5-8', section: '8.5', level: 'MUST', subject: 'client', observable: 'n/a' },
]

const proofs = {
  'rfc6121/8.5/proven': { lies: ['drops it', 'doubles it'], killed: ['doubles it', 'drops it'] },
  'rfc6121/8.5/verified': { lies: ['drops it'], killed: [] },
}

const standing = () => {
  const [first] = standings([suite], () => sentences, proofs)
  if (first === undefined) throw new Error('one suite has one standing')
  return first
}

test('coverage counts the sentences that a test can see', () => {
  expect(coverage([suite], () => sentences)).toEqual([
    {
      spec: 'rfc6121',
      title: 'XMPP: Instant Messaging and Presence',
      must: { observable: 3, verified: 1, excluded: 1, open: 1 },
      should: { observable: 2, verified: 1, excluded: 0, open: 1 },
    },
  ])
})

test('a document without an index has nothing to count', () => {
  expect(coverage([suite], () => [])).toMatchObject([
    { must: { observable: 0, verified: 0 }, should: { observable: 0, verified: 0 } },
  ])
})

describe('a standing', () => {
  test('says whether the document has been reviewed', () => {
    const guessed: Sentence = {
      id: 'rfc6121-1-1',
      section: '1',
      level: 'MUST',
      subject: 'server',
      observable: 'unreviewed',
    }
    expect(standing().reviewed).toBe(true)
    expect(standings([suite], () => [...sentences, guessed], proofs)[0]?.reviewed).toBe(false)
  })

  test('says how far each requirement has come', () => {
    expect(standing().requirements.map(({ requirement, state }) => [requirement.id, state])).toEqual([
      ['rfc6121/8.5/proven', 'proven'],
      ['rfc6121/8.5/verified', 'verified'],
      ['rfc6121/8.5/open', 'open'],
    ])
  })

  test('says what is still owed: neither verified nor excluded', () => {
    expect(standing().open.map(({ id }) => id)).toEqual(['rfc6121-8.5-4', 'rfc6121-8.5-6'])
  })

  test('a lie that was added after the proof undoes it', () => {
    const added: Suite = {
      ...suite,
      files: suite.files.map((file) => ({
        ...file,
        lies: { ...file.lies, '8.5/proven': ['drops it', 'doubles it', 'delays it'] },
      })),
    }
    const [changed] = standings([added], () => sentences, proofs)
    expect(changed?.requirements[0]?.state).toBe('verified')
  })
})
