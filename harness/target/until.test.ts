import { expect, test } from 'vitest'
import { untilAnswers } from './until.ts'

const { signal } = new AbortController()
const runs = async () => undefined
const refuses = async () => {
  throw new Error('connection refused')
}

test('an attempt that succeeds in the end is the answer', async () => {
  let left = 3
  const attempt = async () => {
    left -= 1
    if (left > 0) throw new Error('not yet')
    return 'here'
  }
  expect(await untilAnswers('the server', 5_000, attempt, runs, signal)).toBe('here')
})

test('a bound that passes is named, with the last reason', async () => {
  await expect(untilAnswers('the server on port 1', 50, refuses, runs, signal)).rejects.toThrow(
    'the server on port 1 did not answer within 50 ms: connection refused',
  )
})

test('a server that has ended is not waited for', async () => {
  const ended = async () => {
    throw new Error('it ended with code 2')
  }
  await expect(untilAnswers('the server', 60_000, refuses, ended, signal)).rejects.toThrow(
    'ended with code 2',
  )
})

test('an interruption ends the wait', async () => {
  const interruption = AbortSignal.timeout(30)
  await expect(untilAnswers('the server', 60_000, refuses, runs, interruption)).rejects.toThrow('aborted')
})
