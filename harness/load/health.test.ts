import { expect, test } from 'vitest'
import { HealthMonitor, machineUse, readProcessorTicks } from './health.ts'

test('the use of a machine is told apart', () => {
  const before = { total: 1000, idle: 500, stolen: 0 }
  const after = { total: 2000, idle: 800, stolen: 100 }
  const use = machineUse(before, after, 0.2)
  expect(use).toMatchObject({ steal: 0.1, idle: 0.3 })
  expect(use?.others).toBeCloseTo(0.4)
})

test('what others took is left out where nobody knows what the server took', () => {
  const use = machineUse({ total: 0, idle: 0, stolen: 0 }, { total: 10, idle: 5, stolen: 0 }, undefined)
  expect(use).toEqual({ steal: 0, idle: 0.5 })
})

test('without readings there is no use', () => {
  expect(machineUse(undefined, undefined, 0.1)).toBeUndefined()
})

test.runIf(process.platform === 'linux')('a busy thread is seen to be busy', async () => {
  const before = readProcessorTicks()
  const monitor = new HealthMonitor()
  monitor.start()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const until = performance.now() + 200
  const used = process.cpuUsage()
  while (performance.now() < until || process.cpuUsage(used).user < 40_000);
  await new Promise((resolve) => setTimeout(resolve, 50))
  const health = monitor.stop()
  expect(health.eventLoopDelayP99Ms).toBeGreaterThan(150)
  expect(health.cpuSeconds).toBeGreaterThan(0.02)
  expect(readProcessorTicks()?.total).toBeGreaterThan(before?.total ?? Number.POSITIVE_INFINITY)
})

test('a thread that collects garbage is seen to', async () => {
  const monitor = new HealthMonitor()
  monitor.start()
  const kept: number[][] = []
  for (let round = 0; round < 60; round++) {
    kept.push(Array.from({ length: 20_000 }, (_, index) => index + 0.5))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { gcShare } = monitor.stop()
  expect(kept).toHaveLength(60)
  expect(gcShare).toBeGreaterThan(0)
  expect(gcShare).toBeLessThan(1)
})
