import { describe, expect, test } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { parseRun, runJsonSchema } from './schema.ts'
import { richRun, richRunText } from './testdata/runs.ts'

test('reads back what was written', () => {
  expect(parseRun(JSON.stringify(richRun), 'run.json')).toEqual(richRun)
})

describe('a broken file is refused with the field, what was expected and what came', () => {
  test.each<readonly [title: string, broken: string, message: string]>([
    ['no JSON', 'Touch', 'run.json: expected JSON, got "Touch" ('],
    ['cut short', richRunText.slice(0, 2000), 'run.json: expected JSON, got "{'],
    ['another kind of JSON', '[]', 'at the top, expected object, got [].'],
    ['empty', '{}', 'at schema, expected "touchstone.run.v1", got nothing (and '],
    [
      'another version',
      replaced('"touchstone.run.v1"', '"touchstone.run.v2"'),
      'at schema, expected "touchstone.run.v1", got "touchstone.run.v2".',
    ],
    [
      'a time that is none',
      replaced('"2026-11-22T20:34:11.000Z"', '"today"'),
      'at startedAt, expected a valid datetime, got "today"',
    ],
    [
      'an unknown outcome',
      replaced('"kind": "warned"', '"kind": "meh"'),
      'at verifications[8].outcome.kind, expected one of "passed", "failed", "warned", "known-failure", "unexpected-pass", "not-applicable", "inconclusive", got "meh".',
    ],
    [
      'a wrong type deep inside',
      replaced('"p99": 14', '"p99": "14", "p99x": 14'),
      'at scenarios[0].latencies[0].p99, expected number, got "14',
    ],
    [
      'an unknown field',
      replaced('"cores": 2', '"cores": 2, "kernels": 1'),
      'at machine, expected no field named "kernels", got {"os":',
    ],
    [
      'an unknown capability',
      replaced('"lacks": "control-restart"', '"lacks": "telepathy"'),
      'at verifications[13].outcome.lacks, expected one of "starttls", "direct-tls"',
    ],
    [
      'a negative count',
      replaced('"duplicated": 0', '"duplicated": -1'),
      'at scenarios[0].duplicated, expected',
    ],
    [
      'a histogram that is none',
      replaced('"histogram": "', '"histogram": "?'),
      'at scenarios[0].latencies[0].histogram, expected an HdrHistogram V2, compressed, in base64, got "?',
    ],
  ])('%s', (_, broken, message) => {
    const read = () => parseRun(broken, 'run.json')
    expect(read).toThrow(UsageError)
    expect(read).toThrow(message)
  })
})

test('the JSON Schema names every field of the result', () => {
  const schema = runJsonSchema()
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Touchstone run result',
    type: 'object',
    additionalProperties: false,
  })
  expect(Object.keys((schema as { properties: object }).properties)).toEqual(Object.keys(richRun))
})

function replaced(from: string, to: string): string {
  if (!richRunText.includes(from)) throw new Error(`run.json has no ${from}`)
  return richRunText.replace(from, to)
}
