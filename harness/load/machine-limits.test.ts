import { expect, test } from 'vitest'
import { checkMachine, readMachineLimits } from './machine-limits.ts'

const limits = { openFiles: { allowed: 1024, used: 30 }, localPorts: 28_000, backlog: 128 }

test('what fits is let through', () => {
  expect(() => checkMachine(limits, { connections: 900, atOnce: 16 })).not.toThrow()
})

test.each([
  [
    { connections: 1000, atOnce: 16 },
    '1000 connections need about 1094 open files; this process may have 1024.',
  ],
  [{ connections: 50, atOnce: 129 }, 'net.core.somaxconn lets 128 wait'],
])('%o is refused with the limit named', (needs, sentence) => {
  expect(() => checkMachine(limits, needs)).toThrow(sentence)
})

test('too few local ports are refused', () => {
  const roomy = { ...limits, openFiles: { allowed: 100_000, used: 30 } }
  expect(() => checkMachine(roomy, { connections: 27_000, atOnce: 16 })).toThrow('ip_local_port_range')
})

test.runIf(process.platform === 'linux')('this machine tells its limits', () => {
  const found = readMachineLimits()
  expect(found?.openFiles.allowed).toBeGreaterThan(0)
  expect(found?.openFiles.used).toBeGreaterThan(0)
  expect(found?.localPorts).toBeGreaterThan(1000)
  expect(found?.backlog).toBeGreaterThan(0)
})
