import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseJson } from './json-file.ts'

const Schema = z.strictObject({
  strict: z.boolean(),
  load: z.enum(['developer', 'gate']),
  reason: z.string().min(20),
  link: z.url(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passed') }),
    z.object({ kind: z.literal('failed') }),
  ]),
  settings: z.record(z.string().regex(/^PROSODY_/), z.string()),
})

const good = {
  strict: true,
  load: 'gate',
  reason: 'a reason that a reader can check',
  link: 'https://example.org/1',
  outcome: { kind: 'passed' },
  settings: { PROSODY_LIMITS: 'on' },
}
const parse = (changes: object) => () =>
  parseJson(Schema, JSON.stringify({ ...good, ...changes }), 'profile.json')

test('gives what fits', () => {
  expect(parse({})()).toEqual(good)
})

test.each([
  ['a wrong type', { strict: 'yes' }, 'profile.json: at strict, expected boolean, got "yes".'],
  ['a missing field', { strict: undefined }, 'profile.json: at strict, expected boolean, got nothing.'],
  [
    'a value that is none',
    { load: 'x' },
    'profile.json: at load, expected one of "developer", "gate", got "x".',
  ],
  [
    'too short a text',
    { reason: 'hard' },
    'profile.json: at reason, expected at least 20 characters, got "hard".',
  ],
  ['no address', { link: 'here' }, 'profile.json: at link, expected a valid url, got "here".'],
  [
    'a field deeper down',
    { settings: { PROSODY_LIMITS: 1 } },
    'profile.json: at settings.PROSODY_LIMITS, expected string, got 1.',
  ],
  ['a field that is none', { why: '' }, 'profile.json: at the top, expected no field named "why", got '],
  ['two faults', { strict: 1, load: 1 }, 'profile.json: at strict, expected boolean, got 1 (and 1 more).'],
])('says what is wrong about %s', (_, changes, sentence) => {
  expect(parse(changes)).toThrow(sentence)
})

test('says so when it is no JSON', () => {
  expect(() => parseJson(Schema, '{', 'profile.json')).toThrow('profile.json: expected JSON, got "{" (')
})
