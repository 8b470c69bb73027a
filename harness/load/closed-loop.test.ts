import { expect, test } from 'vitest'
import { ms } from '../core/duration.ts'
import { monotonicMs, RunClock } from './clock.ts'
import { ClosedLoop } from './closed-loop.ts'
import { closedLoop, steady } from './schedule.ts'

function loop(schedule = [closedLoop({ pause: ms(10), for: ms(100) })]) {
  const clock = new RunClock()
  clock.startAt(monotonicMs())
  const arrivals: { user: number; intended: number; now: number }[] = []
  const closed = new ClosedLoop({
    schedule,
    users: [0, 1],
    clock,
    arrive: (user, intended) => arrivals.push({ user, intended, now: clock.now() }),
  })
  return { arrivals, closed }
}

const NEVER = new AbortController().signal

test('nobody acts twice before what it did has come to its end', async () => {
  const { arrivals, closed } = loop()
  await closed.run(NEVER)
  expect(arrivals.map(({ user }) => user)).toEqual([0, 1])
})

test('whoever is done acts again after the pause, and never before its time', async () => {
  const { arrivals, closed } = loop([closedLoop({ pause: ms(10), for: ms(1000) })])
  const running = closed.run(NEVER)
  const completing = setInterval(() => {
    closed.completed(0)
    closed.completed(0)
  }, 1)
  await running
  clearInterval(completing)
  const times = arrivals.filter(({ user }) => user === 0)
  expect(times.length).toBeGreaterThan(1)
  expect(times.length).toBeLessThanOrEqual(100)
  for (const { intended, now } of arrivals) expect(now).toBeGreaterThanOrEqual(intended)
  for (const [index, { intended }] of times.slice(1).entries()) {
    expect(intended - (times[index]?.now ?? 0)).toBeGreaterThanOrEqual(10)
  }
})

test('without a pause whoever is done acts again at once', async () => {
  const { arrivals, closed } = loop([closedLoop({ pause: ms(0), for: ms(100) })])
  let isRunning = true
  const complete = () => {
    closed.completed(0)
    if (isRunning) setImmediate(complete)
  }
  complete()
  await closed.run(NEVER)
  isRunning = false
  // A timer takes a millisecond at least.
  expect(arrivals.filter(({ user }) => user === 0).length).toBeGreaterThan(100)
})

test('it begins in its phase and ends with it', async () => {
  const { arrivals, closed } = loop([
    steady({ rate: 1, for: ms(30) }),
    closedLoop({ pause: ms(10), for: ms(40) }),
  ])
  await closed.run(NEVER)
  expect(arrivals).toHaveLength(2)
  expect(Math.min(...arrivals.map(({ now }) => now))).toBeGreaterThanOrEqual(30)
  closed.completed(0)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(arrivals).toHaveLength(2)
})
