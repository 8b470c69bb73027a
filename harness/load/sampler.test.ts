import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ServerWatch } from '../core/target-info.ts'
import { Sampler } from './sampler.ts'

const START = 1_000_000
beforeEach(() => {
  vi.useFakeTimers({ now: START - 250 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A server that uses half a core, and a database that executes statements a quarter of the time. */
function watch(change: Partial<ServerWatch> = {}): ServerWatch {
  let statements = 0
  const elapsed = () => (Date.now() - START) / 1000
  return {
    sample: async () => ({
      at: Date.now(),
      server: { cpuSeconds: 10 + elapsed() / 2, rssBytes: 1000, threads: 1, descriptors: 7 },
      database: { cpuSeconds: elapsed() / 10 + 5, rssBytes: 500 },
    }),
    counters: async () => ({
      at: Date.now(),
      transactions: 100 + 40 * elapsed(),
      activeSeconds: 3 + elapsed() / 4,
      waiting: 2,
    }),
    statements: async () => [
      { statement: 'SELECT $1', calls: 5 + statements, totalMs: 50 + 10 * statements++ },
      { statement: 'BEGIN', calls: 9, totalMs: 1 },
    ],
    ...change,
  }
}

async function sampled(sampler: Sampler, length: number): Promise<void> {
  sampler.start()
  await vi.advanceTimersByTimeAsync(250 + length)
  await sampler.stop()
}

test('every second has what processes used and what the database did in it', async () => {
  const sampler = new Sampler({ watch: watch() }, START)
  await sampled(sampler, 3000)
  for (const second of [0, 1, 2]) {
    const usage = sampler.usage(second)
    expect(usage).toMatchObject({ serverRssBytes: 1000, serverThreads: 1, serverDescriptors: 7 })
    expect(usage).toMatchObject({ databaseRssBytes: 500, sqlWaiting: 2 })
    expect(usage).not.toHaveProperty('databaseThreads')
    expect(usage.serverCpu).toBeCloseTo(0.5)
    expect(usage.databaseCpu).toBeCloseTo(0.1)
    expect(usage.transactions).toBeCloseTo(40)
    expect(usage.sqlTime).toBeCloseTo(0.25)
  }
  expect(sampler.usage(7)).toEqual({})
  expect(sampler.cpuSeconds).toBeCloseTo(3.25 * 0.6)
  expect(sampler.errors).toEqual({})
})

test('statements are those of the run, without what was there before it', async () => {
  const sampler = new Sampler({ watch: watch() }, START)
  await sampled(sampler, 1000)
  expect(sampler.statements).toEqual([{ statement: 'SELECT $1', calls: 1, totalMs: 10 }])
})

test('metrics are read before, after and seldom in between; what did not change is left out', async () => {
  let reads = 0
  const metrics = async () => ({ connections: ++reads, version: 13 })
  const sampler = new Sampler({ metrics }, START)
  await sampled(sampler, 61_000)
  expect(sampler.metrics?.map(({ second }) => Math.round(second))).toEqual([-0, 30, 60, 61])
  expect(sampler.metrics?.map(({ values }) => values)).toEqual(
    [1, 2, 3, 4].map((connections) => ({ connections })),
  )
  expect(sampler.statements).toBeUndefined()
})

test('what cannot be read is counted by cause, and the rest is read', async () => {
  const counters = () => Promise.reject(new Error('the database stands still'))
  const sampler = new Sampler({ watch: watch({ counters }) }, START)
  await sampled(sampler, 2000)
  expect(sampler.errors).toEqual({ 'no database counters: the database stands still': 5 })
  expect(sampler.usage(0)).not.toHaveProperty('sqlTime')
  expect(sampler.usage(0).serverCpu).toBeCloseTo(0.5)
})

test('how busy a server is, is seen by glances', async () => {
  let glances = 0
  const waitsForWork = async () => glances++ % 4 === 0
  const sampler = new Sampler({ watch: watch({ waitsForWork }) }, START)
  await sampled(sampler, 2200)
  for (const second of [0, 1]) expect(sampler.usage(second).serverBusy).toBeCloseTo(0.75, 1)
  expect(sampler.usage(2)).not.toHaveProperty('serverBusy')
})

test('a server that is never seen waiting for work may wait for it elsewhere: nothing is said', async () => {
  const sampler = new Sampler({ watch: watch({ waitsForWork: async () => false }) }, START)
  await sampled(sampler, 2000)
  expect(sampler.usage(0)).not.toHaveProperty('serverBusy')
})

test('a server that was started again uses nothing rather than less than nothing', async () => {
  const cpu = [10, 20, 1, 2]
  const sample = async () => ({ at: Date.now(), server: { cpuSeconds: cpu.shift() ?? 3, rssBytes: 1 } })
  const sampler = new Sampler({ watch: { sample } }, START)
  await sampled(sampler, 3000)
  expect([0, 1, 2].map((second) => sampler.usage(second).serverCpu)).toContain(0)
})
