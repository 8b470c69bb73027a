/** What the engine measures, and when its measurements may not be believed. */
import { afterEach, describe, expect, test } from 'vitest'
import { ms, seconds } from '../core/duration.ts'
import type { ScenarioResult } from '../core/run-result.ts'
import { chatting, endTrial, latency, run, sizesOf, trial } from './chat-trial.ts'
import { steady, warmUp } from './schedule.ts'
import { startThread } from './worker-thread.ts'

afterEach(endTrial)

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/**
 * On a machine that does other things meanwhile a reading is off by as much as the run's own health says. Code that is
 * not compiled yet takes up to 1.2 ms of a slow machine; how exact a warm engine reads, the benchmark `delays` says.
 */
function tolerance({ validity }: ScenarioResult): number {
  return Math.max(2, validity.eventLoopDelayP99Ms)
}

describe('a known delay is read back', () => {
  test.each([1, 5, 50])('of %s ms, within 2 ms at the median', async (delay) => {
    const result = await run(chatting({ users: 10, rate: 200, for: seconds(1) }), { delay })
    expect(result).toMatchObject({ intended: 200, sent: 200, received: 200, lost: 0, dropped: 0, errors: {} })
    const { p50, count } = latency(result, 'delivery')
    expect(count).toBe(200)
    expect(p50).toBeGreaterThanOrEqual(delay)
    expect(p50 - median(trial.server?.kept ?? [])).toBeLessThan(tolerance(result))
  })
})

test('what was sent to warm up is accounted for, and its times are in no percentile', async () => {
  const chat = chatting({ users: 10, rate: 100, for: seconds(1) })
  const warmed = [warmUp(steady({ rate: 100, for: seconds(1) })), ...chat.sizes.developer.schedule]
  const sizes = sizesOf({ users: 10, schedule: warmed })
  const result = await run({ ...chat, sizes }, { stall: { after: 0, length: 500 } })
  expect(result).toMatchObject({ intended: 200, sent: 200, received: 200, lost: 0, warmUpMs: 1000 })
  expect(latency(result, 'delivery').count).toBe(100)
  expect(latency(result, 'delivery').max).toBeLessThan(400)
  expect(result.seconds[0]?.p99).toBeGreaterThan(400)
})

test('a stall of 2 s shows in full', async () => {
  const stall = { after: 500, length: 2000 }
  const result = await run(chatting({ users: 10, rate: 100, for: seconds(3) }), { stall })
  expect(result).toMatchObject({ sent: 300, received: 300, lost: 0, dropped: 0 })
  const delivery = latency(result, 'delivery')
  expect(delivery.max).toBeGreaterThan(1950)
  expect(delivery.max).toBeLessThan(3000)
  expect(delivery.p99).toBeGreaterThan(1900)
  // Two thirds of the messages were meant for the time of the stall: none of them is hidden by waiting.
  expect(delivery.p50).toBeGreaterThan(300)
  expect(latency(result, 'probe').max).toBeGreaterThan(1850)
  expect(result.thresholds).toContainEqual({
    metric: 'delivery p99',
    bound: 'at most 250 ms',
    measured: expect.stringMatching(/ s$/),
    kept: false,
  })
  expect(result.errors).toEqual({ 'delivered later than 1 s': expect.any(Number) })
})

describe('a generator that is the limit makes its run invalid', () => {
  test('because it is starved', async () => {
    const result = await run(
      chatting({ users: 4, rate: 100, for: seconds(2) }),
      {},
      {
        startWorker: () => startThread(new URL('./starved-worker.ts', import.meta.url)),
      },
    )
    expect(result.validity.valid).toBe(false)
    expect(result.validity.reasons.join('; ')).toMatch(/the generator sent late: its schedule lag p99 is/)
    expect(result.validity.reasons.join('; ')).toMatch(/the generator was busy: its event-loop delay p99 is/)
    expect(result.validity.scheduleLagP99Ms).toBeGreaterThan(20)
  })

  test('because it could not send in time at all', async () => {
    const scenario = { ...chatting({ users: 4, rate: 100, for: seconds(1) }), sendWithin: ms(20) }
    const result = await run(
      scenario,
      {},
      {
        startWorker: () => startThread(new URL('./starved-worker.ts', import.meta.url)),
      },
    )
    expect(result.dropped).toBeGreaterThan(0)
    expect(result.sent + result.dropped).toBe(100)
    expect(result.errors).toEqual({ 'dropped: too late to be sent': result.dropped })
    expect(result.validity.reasons).toContain(`the generator was too late to send ${result.dropped} arrivals`)
  })

  test('because a worker was lost', async () => {
    const result = await run(
      chatting({ users: 4, rate: 100, for: seconds(3) }),
      {},
      {
        startWorker: () => {
          const link = startThread()
          link.onReport((report) => {
            if (report.kind === 'second') void link.terminate()
          })
          return link
        },
      },
    )
    expect(result.validity.valid).toBe(false)
    expect(result.validity.reasons).toContainEqual(
      expect.stringMatching(/^worker 0 of 1 was lost after second \d: .*ended unexpectedly: exit code 1/),
    )
    expect(result.intended).toBe(300)
    expect(result.sent).toBeLessThan(300)
  })
})

test('several workers share the schedule and start together', async () => {
  const result = await run(chatting({ users: 8, rate: 100, for: seconds(1) }), {}, { workers: 2 })
  expect(result).toMatchObject({ intended: 100, sent: 100, received: 100, lost: 0, reordered: 0 })
  expect(latency(result, 'delivery').count).toBe(100)
})
