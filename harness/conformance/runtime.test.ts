import { expect, test } from 'vitest'
import { type Runtime, runtime, useRuntime } from './runtime.ts'

test('the first runtime of a process is heeded, and there is none before it', () => {
  expect(() => runtime()).toThrow(/^Verifications need a target: run them with `npm test`/)
  const first = { patience: 1 } as Runtime
  useRuntime(() => first)
  useRuntime(() => {
    throw new TypeError('asked again')
  })
  expect(runtime()).toBe(first)
})
