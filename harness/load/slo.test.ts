import { expect, test } from 'vitest'
import { ms } from '../core/duration.ts'
import { UsageError } from '../core/errors.ts'
import { chatMessage, login, mix, ping } from './arrival.ts'
import { parseSlo } from './slo.ts'
import { atMost } from './thresholds.ts'

const chat = chatMessage({ bodyBytes: 120 })

test('terms become thresholds', () => {
  expect(parseSlo('p99 < 250 ms, lost = 0', chat)).toEqual([
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
  ])
  expect(parseSlo('answer p95<=1.5s,late < 10', mix([1, chat], [1, ping()]))).toEqual([
    atMost('answer', 'p95', ms(1500)),
    atMost('late', 'count', 9),
  ])
})

test('a time without a name is that of the arrival', () => {
  expect(parseSlo('max < 1 s', login())).toEqual([atMost('login', 'max', ms(1000))])
  expect(parseSlo('p50 < 1 ms', ping())).toEqual([atMost('answer', 'p50', ms(1))])
})

test.each([
  '',
  'fast',
  'p99',
  'p99 < 250',
  'p99 < 250 h',
  'p98 < 250 ms',
  'delivered p99 < 250 ms',
  'p99 > 250 ms',
  'lost = 3',
  'lost < 0',
  'lost < -1',
  'lost = 0, ',
  'lost = 0; p99 < 250 ms',
])('"%s" is refused in one sentence', (text) => {
  expect(() => parseSlo(text, chat)).toThrow(UsageError)
  expect(() => parseSlo(text, chat)).toThrow(
    /^Expected --slo to read like "p99 < 250 ms, lost = 0": .*; got ".*"\.$/,
  )
})
