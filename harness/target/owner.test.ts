import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { isRunning, thisProcess } from './owner.ts'

it('knows that this process runs', () => {
  expect(isRunning(thisProcess())).toBe(true)
})

it('tells a process from a later one of the same number', () => {
  const [pid] = thisProcess().split('-')
  expect(isRunning(`${pid}-1`)).toBe(false)
})

it('knows that a process has ended', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  expect(isRunning(`${child.pid}-1`)).toBe(false)
})

it.each(['', '-', 'nonsense', '1'])('takes %j for nobody', (owner) => {
  expect(isRunning(owner)).toBe(false)
})
