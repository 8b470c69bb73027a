import { describe, expect, test } from 'vitest'
import { formatDuration, minutes, ms, seconds } from './duration.ts'
import { UsageError } from './errors.ts'

describe('durations', () => {
  test('are milliseconds, whatever they were said in', () => {
    expect([ms(250), seconds(5), minutes(0.5)]).toEqual([250, 5000, 30_000])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('%s is refused', (count) => {
    expect(() => seconds(count)).toThrow(UsageError)
  })

  test.each([
    [0.5, '0.5 ms'],
    [250, '250 ms'],
    [5000, '5 s'],
    [90_000, '1.5 min'],
  ])('%s ms reads %s', (duration, text) => {
    expect(formatDuration(duration)).toBe(text)
  })
})
