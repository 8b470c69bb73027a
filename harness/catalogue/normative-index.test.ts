import { describe, expect, test } from 'vitest'
import { strength } from '../core/run-result.ts'
import {
  canBeSeen,
  indexedSpecs,
  type Observable,
  type Sentence,
  type Subject,
  sentencesOf,
} from './normative-index.ts'

/** MUST, SHOULD and MAY class. */
function classes(sentences: readonly Sentence[]): [number, number, number] {
  const of = (wanted: string) => sentences.filter(({ level }) => strength(level) === wanted).length
  return [of('must'), of('should'), of('may')]
}

function seenBy(spec: string, observable: Observable): [number, number, number] {
  return classes(sentencesOf(spec).filter((sentence) => sentence.observable === observable))
}

describe('the reviewed specifications have the sentences that were counted by hand', () => {
  test.each([
    ['rfc6120', 567, [211, 52, 32], [17, 5, 2], [22, 13, 3], [16, 12, 4], [67, 9, 1], [52, 30, 19]],
    ['rfc6121', 418, [203, 47, 9], [3, 5, 2], [2, 1, 0], [1, 0, 3], [37, 6, 1], [42, 26, 30]],
    ['xep0030', 48, [20, 9, 6], [0, 0, 0], [0, 0, 0], [1, 1, 0], [0, 0, 0], [8, 3, 0]],
    ['xep0045', 427, [209, 65, 54], [0, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 0], [35, 28, 32]],
    ['xep0059', 37, [11, 6, 9], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 5, 5]],
    ['xep0114', 11, [0, 0, 0], [6, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [3, 1, 1]],
    ['xep0115', 47, [20, 2, 3], [0, 0, 0], [0, 0, 0], [2, 3, 0], [0, 0, 0], [8, 8, 1]],
    ['xep0163', 34, [20, 2, 4], [0, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0], [3, 1, 2]],
    ['xep0191', 31, [21, 5, 0], [0, 0, 0], [0, 0, 0], [0, 0, 1], [0, 0, 0], [1, 2, 1]],
    ['xep0198', 59, [21, 12, 6], [0, 0, 0], [1, 0, 1], [1, 0, 1], [0, 0, 0], [7, 8, 1]],
    ['xep0199', 14, [3, 0, 0], [2, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [4, 4, 1]],
    ['xep0280', 52, [12, 17, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0], [13, 5, 4]],
    ['xep0313', 96, [56, 9, 9], [0, 0, 0], [3, 0, 1], [1, 0, 2], [0, 0, 0], [9, 4, 2]],
    ['xep0363', 40, [7, 7, 6], [0, 0, 0], [2, 3, 1], [1, 0, 1], [0, 0, 0], [8, 1, 3]],
  ])('%s', (spec, sentences, client, federation, setup, hidden, duplicate, rest) => {
    expect(sentencesOf(spec)).toHaveLength(sentences)
    expect({
      client: seenBy(spec, 'client'),
      federation: seenBy(spec, 'federation'),
      setup: seenBy(spec, 'setup'),
      hidden: seenBy(spec, 'no'),
      duplicate: seenBy(spec, 'duplicate'),
      rest: seenBy(spec, 'n/a'),
    }).toEqual({ client, federation, setup, hidden, duplicate, rest })
  })
})

test('the other specifications are there too, and say that they are unreviewed', () => {
  expect(indexedSpecs()).toEqual(
    expect.arrayContaining(['rfc5802', 'rfc5929', 'rfc7590', 'rfc7622', 'rfc7677', 'rfc9266']),
  )
  expect(sentencesOf('rfc5802')).toHaveLength(47)
  expect(sentencesOf('rfc5802').every(({ observable }) => observable === 'unreviewed')).toBe(true)
})

test('a sentence knows its section, of a body and of an appendix', () => {
  const sections = sentencesOf('rfc6121').map(({ id, section }) => `${id} ${section}`)
  expect(sections).toContain('rfc6121-8.5.2.1.1-4 8.5.2.1.1')
  expect(sections).toContain('rfc6121-A.2.1-1 A.2.1')
})

test('the admin API has its routes and the statuses of its description', () => {
  const facts = sentencesOf('admin-api')
  expect(new Set(facts.map(({ id }) => id.replace(/\..*$/, ''))).size, 'routes').toBe(21)
  expect(classes(facts)).toEqual([24, 13, 0])
  expect(new Set(facts.map(({ section }) => section))).toEqual(
    new Set(['users', 'invites', 'groups', 'server']),
  )
})

test('a document without an index has no sentences', () => {
  expect(sentencesOf('unheard-of')).toEqual([])
})

describe('canBeSeen', () => {
  test.each<[Observable, Subject, boolean]>([
    ['client', 'server', true],
    ['client', 'both', true],
    ['federation', 'server', true],
    ['setup', 'server', true],
    ['no', 'server', false],
    ['duplicate', 'server', false],
    ['n/a', 'client', false],
    ['unreviewed', 'server', true],
    ['unreviewed', 'both', true],
    ['unreviewed', 'client', false],
    ['unreviewed', 'other', false],
  ])('%s, binding %s: %s', (observable, subject, seen) => {
    expect(canBeSeen({ id: 'x-1-1', section: '1', level: 'MUST', subject, observable })).toBe(seen)
  })
})
