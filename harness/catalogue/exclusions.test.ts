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
  ['no list', '{}', 'at the top, expected array, got {}.'],
  ['no reason', '[{"sentence":"rfc6120-4.4-3"}]', 'at [0].reason, expected string, got nothing.'],
  [
    'a reason that says nothing',
    '[{"sentence":"rfc6120-4.4-3","reason":"hard"}]',
    'at [0].reason, expected at least 20 characters, got "hard".',
  ],
  [
    'a field that is none',
    '[{"sentence":"rfc6120-4.4-3","reason":"needs a stream that stays silent","why":""}]',
    'at [0], expected no field named "why", got ',
  ],
])('refuses %s', (_, text, sentence) => {
  expect(() => parseExclusions(text, FILE)).toThrow(`${FILE}: ${sentence}`)
})
