import { expect, test } from 'vitest'
import { componentDigest } from './component-digest.ts'

test('the digest is SHA-1 of id and secret, in lower-case hexadecimal', () => {
  expect(componentDigest('abc', '')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  expect(componentDigest('ab', 'c')).toBe(componentDigest('abc', ''))
})
