import { expect, test } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { parseSeed, randomSeed } from './seed.ts'

test('a seed is what a failure prints', () => {
  const seed = randomSeed()
  expect(parseSeed(String(seed))).toBe(seed)
  expect(parseSeed('0')).toBe(0)
  expect(parseSeed('4294967295')).toBe(4_294_967_295)
})

test.each(['', 'seven', '-1', '1.5', '1e3', '4294967296', '99999999999'])('"%s" is none', (text) => {
  expect(() => parseSeed(text)).toThrow(UsageError)
  expect(() => parseSeed(text)).toThrow(
    `Expected --seed to be a whole number from 0 to 4294967295, as a failure prints it, got "${text}".`,
  )
})
