import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minutes, ms, seconds } from '../core/duration.ts'
import { UsageError } from '../core/errors.ts'
import {
  arrivals,
  closedLoop,
  closedPhases,
  describeSchedule,
  expectedArrivals,
  type Phase,
  peakRate,
  poisson,
  ramp,
  scheduleLength,
  spike,
  steady,
  steps,
  timedFrom,
  warmUp,
} from './schedule.ts'

const rate = fc.double({ min: 0, max: 2000, noNaN: true })
const length = fc.integer({ min: 1, max: 5000 }).map(ms)
const paced = fc.oneof(
  fc.record({ rate, for: length }).map(steady),
  fc.record({ from: rate, to: rate, over: length }).map(ramp),
)
const random = fc.record({ rate, for: length, seed: fc.integer() }).map(poisson)
const anyPhase: fc.Arbitrary<Phase> = fc.oneof(paced, random)

describe('a schedule', () => {
  test('rises from 0 and stays below its end', () => {
    fc.assert(
      fc.property(fc.array(anyPhase, { maxLength: 4 }), (schedule) => {
        let last = 0
        for (const at of arrivals(schedule)) {
          expect(at).toBeGreaterThanOrEqual(last)
          expect(at).toBeLessThan(scheduleLength(schedule))
          last = at
        }
      }),
      { numRuns: 50 },
    )
  })

  test('of paced phases has as many arrivals as the integral of its rate, give or take one', () => {
    fc.assert(
      fc.property(fc.array(paced, { maxLength: 6 }), (schedule) => {
        const count = [...arrivals(schedule)].length
        expect(Math.abs(count - expectedArrivals(schedule))).toBeLessThanOrEqual(1)
      }),
      { numRuns: 100 },
    )
  })

  test('of a Poisson process has the expected count within five standard deviations', () => {
    fc.assert(
      fc.property(random, (phase) => {
        const expected = expectedArrivals([phase])
        const count = [...arrivals([phase])].length
        expect(Math.abs(count - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected) + 5)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  test('is the same each time it is asked', () => {
    const schedule = [poisson({ rate: 100, for: seconds(2), seed: 7 })]
    expect([...arrivals(schedule)]).toEqual([...arrivals(schedule)])
  })
})

test('steady arrivals keep an even distance from the start', () => {
  expect([...arrivals([steady({ rate: 4, for: seconds(1) })])]).toEqual([0, 250, 500, 750])
})

test('two hundred a second for five seconds are exactly a thousand', () => {
  expect([...arrivals([steady({ rate: 200, for: seconds(5) })])]).toHaveLength(1000)
})

test('a ramp gets denser', () => {
  const offsets = [...arrivals([ramp({ to: 10, over: seconds(2) })])]
  const gaps = offsets.slice(1).map((at, index) => at - (offsets[index] ?? 0))
  expect(gaps).toEqual([...gaps].sort((left, right) => right - left))
})

test('phases follow each other without a gap or a burst', () => {
  const offsets = [
    ...arrivals([steady({ rate: 3, for: seconds(0.5) }), steady({ rate: 3, for: seconds(0.5) })]),
  ]
  expect(offsets.map(Math.round)).toEqual([0, 333, 667])
})

test('steps hold each rate', () => {
  const schedule = steps({ rates: [10, 20], each: seconds(1) })
  const offsets = [...arrivals(schedule)]
  expect(offsets.filter((at) => at < 1000)).toHaveLength(10)
  expect(offsets.filter((at) => at >= 1000)).toHaveLength(20)
  expect(peakRate(schedule)).toBe(20)
})

test('reads as a sentence', () => {
  expect(
    describeSchedule([ramp({ to: 300, over: seconds(30) }), steady({ rate: 300, for: minutes(5) })]),
  ).toBe('0 to 300/s over 30 s, then 300/s for 5 min')
})

test('warms up for as long as its first phases say so', () => {
  const ramped = warmUp(ramp({ to: 300, over: seconds(30) }))
  const after = steady({ rate: 300, for: minutes(5) })
  expect(timedFrom([ramped, warmUp(after), after])).toBe(330_000)
  expect(timedFrom([after])).toBe(0)
  expect([...arrivals([ramped, after])]).toHaveLength(4500 + 90_000)
  expect(describeSchedule([ramped, after])).toBe('0 to 300/s over 30 s to warm up, then 300/s for 5 min')
})

test.each([-1, Number.NaN])('a rate of %s is refused', (bad) => {
  expect(() => steady({ rate: bad, for: seconds(1) })).toThrow(UsageError)
})

test('a closed loop has no arrivals of its own, but a place on the axis', () => {
  const schedule = [
    steady({ rate: 10, for: seconds(1) }),
    closedLoop({ pause: ms(100), for: seconds(2) }),
    steady({ rate: 10, for: seconds(1) }),
  ]
  expect([...arrivals(schedule)]).toHaveLength(20)
  expect(scheduleLength(schedule)).toBe(4000)
  expect(peakRate(schedule)).toBe(10)
  expect(closedPhases(schedule)).toEqual([{ from: 1000, to: 3000, pause: 100 }])
  expect(describeSchedule(schedule)).toContain('then closed loop with pauses of 100 ms for 2 s, then')
})

test('a spike comes out of the usual rate and goes back to it', () => {
  const schedule = spike({ usual: 10, peak: 100, before: seconds(1), for: seconds(1), after: seconds(1) })
  expect(expectedArrivals(schedule)).toBe(120)
  expect(describeSchedule(schedule)).toBe('10/s for 1 s, then 100/s for 1 s, then 10/s for 1 s')
})
