import { expect, test } from 'vitest'
import { parseExclusions } from './exclusions.ts'

const FILE = 'suites/rfc6120/exclusions.json'

test('reads sentences and reasons', () => {
  const text = '[{ "sentence": "rfc6120-4.4-3", "reason": "needs a stream that stays silent for a day" }]'
  expect(parseExclusions(text, FILE)).toEqual([
    { sentence: 'rfc6120-4.4-3', reason: 'needs a stream that stays silent for a day' },
  ])
})

test.each([
  ['no list', '{}', 'the file: Invalid input: expected array, received object.'],
  [
    'no reason',
    '[{"sentence":"rfc6120-4.4-3"}]',
    '[0].reason: Invalid input: expected string, received undefined.',
  ],
  [
    'a reason that says nothing',
    '[{"sentence":"rfc6120-4.4-3","reason":"hard"}]',
    '[0].reason: expected a reason that a reader can check, of at least 20 characters.',
  ],
  [
    'a field that is none',
    '[{"sentence":"rfc6120-4.4-3","reason":"needs a stream that stays silent","why":""}]',
    '[0]: Unrecognized key: "why".',
  ],
])('refuses %s', (_, text, sentence) => {
  expect(() => parseExclusions(text, FILE)).toThrow(`${FILE} is not as expected. ${sentence}`)
})
