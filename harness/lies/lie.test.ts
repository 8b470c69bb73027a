import { expect, test } from 'vitest'
import { defineSpec } from '../catalogue/index.ts'
import { liesAbout } from './lie.ts'

const spec = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://example.org/#${section}`,
  requirements: {
    '8.5/first': { level: 'MUST', covers: [], says: 'one thing' },
    '8.5/second': { level: 'SHOULD', covers: [], says: 'another' },
  },
})

test('lies are found by the full id of what they break', () => {
  const lie = () => ({})
  expect(liesAbout(spec, { '8.5/first': { 'forgets it': lie } })).toEqual({
    'rfc6121/8.5/first': { 'forgets it': lie },
  })
  expect(liesAbout(spec, {})).toEqual({})
})
