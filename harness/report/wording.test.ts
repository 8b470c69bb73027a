import { describe, expect, test } from 'vitest'
import {
  bytes,
  counted,
  duration,
  grouped,
  listed,
  milliseconds,
  percent,
  shortened,
  specName,
} from './wording.ts'

test.each([
  [counted(1, 'core'), '1 core'],
  [counted(0, 'core'), '0 cores'],
  [counted(1204, 'entry', 'entries'), '1,204 entries'],
  [grouped(999), '999'],
  [grouped(1234567), '1,234,567'],
  [grouped(1234.5678), '1,234.5678'],
  [listed([]), ''],
  [listed(['a']), 'a'],
  [listed(['a', 'b']), 'a and b'],
  [listed(['a', 'b', 'c']), 'a, b and c'],
  [bytes(0), '0 B'],
  [bytes(1023), '1023 B'],
  [bytes(34.133), '34 B'],
  [bytes(25_769_803_776), '24.0 GiB'],
  [percent(0.563), '56 %'],
  [percent(0.0041), '0.4 %'],
  [percent(1.02), '102 %'],
  [shortened('abcdef', 6), 'abcdef'],
  [shortened('abcdefg', 3), 'abc… (4 more characters)'],
  [specName('rfc6121'), 'RFC 6121'],
  [specName('xep0045'), 'XEP-0045'],
  [specName('admin-api'), 'admin-api'],
])('%s', (said, expected) => {
  expect(said).toBe(expected)
})

describe('a span of time never says 60 of a unit', () => {
  test.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [59_949, '59.9 s'],
    [59_951, '1 min 0 s'],
    [192_000, '3 min 12 s'],
    [3_599_600, '1 h 0 min'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms', (ms, expected) => {
    expect(duration(ms)).toBe(expected)
  })
})

test.each([
  [0.834, '0.83'],
  [12.44, '12.4'],
  [1204.3, '1,204'],
])('a latency of %d ms has three digits', (ms, expected) => {
  expect(milliseconds(ms)).toBe(expected)
})
