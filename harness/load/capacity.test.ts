import { describe, expect, test } from 'vitest'
import { ms, seconds } from '../core/duration.ts'
import { CannotRunError } from '../core/errors.ts'
import type { CapacityStep, ScenarioResult } from '../core/run-result.ts'
import { chatMessage } from './arrival.ts'
import { nextRate, searchCapacity } from './capacity.ts'
import { runScenario } from './engine.ts'
import { startNullServer } from './null-server.ts'
import { bounds, defineScenario, type Scenario } from './scenario.ts'
import { peakRate, steady } from './schedule.ts'
import { atMost } from './thresholds.ts'
import { startHere } from './worker-here.ts'

const size = { users: 2, schedule: [steady({ rate: 40, for: seconds(1) })] }
const scenario = defineScenario({
  id: 'load/test-capacity',
  question: 'How much can it do?',
  sizes: { developer: size, gate: size, release: size },
  arrival: chatMessage({ bodyBytes: 120 }),
  thresholds: [],
  drain: ms(300),
})
const objective = [atMost('delivery', 'p99', ms(250)), atMost('lost', 'count', 0)]
const search = { scenario, objective, size: 'developer', each: seconds(2) } as const

/** A server with one thread that does so many arrivals a second, and a generator that makes so many. */
function modelled(capacity: number, generator = Number.POSITIVE_INFINITY) {
  return async (step: Scenario): Promise<ScenarioResult> => {
    const rate = peakRate(step.sizes.developer.schedule)
    const done = Math.min(rate, capacity)
    const valid = rate <= generator
    const second = { intended: rate, sent: rate, received: done, dropped: 0, serverCpu: done / capacity }
    const p99 = rate > capacity ? 900 : 5
    const latency = {
      count: 10,
      min: 1,
      mean: 2,
      p50: 2,
      p90: 3,
      p95: 4,
      p99,
      p999: 9,
      max: 99,
      histogram: '',
    }
    return {
      id: step.id,
      question: step.question,
      size: '',
      path: 'loopback',
      startedAt: 7,
      durationMs: 2000,
      intended: 2 * rate,
      sent: 2 * rate,
      received: 2 * rate,
      dropped: 0,
      lost: 0,
      duplicated: 0,
      reordered: 0,
      errors: {},
      examples: [],
      latencies: [
        { ...latency, name: 'delivery' },
        { ...latency, name: 'probe' },
      ],
      warmUpMs: 1000,
      seconds: [{ ...second, received: 0, serverCpu: 0 }, second, second].map((each, number) => ({
        second: number,
        ...each,
        generatorCpu: 0.1,
        sqlTime: 0.01,
      })),
      thresholds: [
        { metric: 'delivery p99', bound: 'at most 250 ms', measured: `${p99} ms`, kept: p99 <= 250 },
      ],
      validity: {
        valid,
        reasons: valid ? [] : ['the generator was busy'],
        scheduleLagP99Ms: 1,
        eventLoopDelayP99Ms: 1,
        generatorCpu: 0.1,
      },
    } as unknown as ScenarioResult
  }
}

/** @param made each as a rate and its verdict: `100 kept` */
function nextAfter(...made: readonly `${number} ${CapacityStep['verdict']}`[]): number | undefined {
  return nextRate(
    made.map((words) => {
      const [offered, verdict] = words.split(' ') as [string, CapacityStep['verdict']]
      return { offered: Number(offered), achieved: Number(offered), verdict, reasons: [] }
    }),
  )
}

describe('the knee is found', () => {
  test.each([3, 39, 40, 41, 700, 5600])(
    'of a server that does %i a second, within 10 %%',
    async (capacity) => {
      const { sustained = 0, steps, limit } = await searchCapacity(search, modelled(capacity))
      expect(sustained).toBeLessThanOrEqual(capacity)
      expect(sustained).toBeGreaterThanOrEqual(Math.floor(capacity / 1.1) - 1)
      expect(steps.length).toBeLessThanOrEqual(18)
      for (const { offered, verdict } of steps) expect(verdict).toBe(offered <= capacity ? 'kept' : 'broken')
      for (const { offered } of steps.slice(-2)) {
        expect(steps.filter((step) => step.offered === offered)).toHaveLength(2)
      }
      expect(limit).toMatch(/^the processor of the server: the server used 100 % of a core/)
    },
  )

  test('with what was offered, achieved and waited for at each rate', async () => {
    const { steps, objective: words, size: same } = await searchCapacity(search, modelled(100))
    expect(words).toBe('delivery p99 at most 250 ms, lost at most 0')
    expect(same).toBe('2 users, each rate for 2 s after 1 s of rising to it')
    expect(steps.slice(0, 3)).toMatchObject([
      { offered: 40, achieved: 40, p99: 5, probeMs: 99, serverCpu: 0.4, sqlTime: 0.01, reasons: [] },
      { offered: 80, achieved: 80, verdict: 'kept' },
      {
        offered: 160,
        achieved: 100,
        verdict: 'broken',
        reasons: ['delivery p99 was 900 ms, at most 250 ms is asked for'],
      },
    ])
  })
})

test('where the generator is the limit, the server is not blamed', async () => {
  const { sustained, steps, limit } = await searchCapacity(search, modelled(10_000, 300))
  expect(sustained).toBeGreaterThan(270)
  expect(sustained).toBeLessThanOrEqual(300)
  expect(steps.map(({ verdict }) => verdict)).not.toContain('broken')
  expect(limit).toBe('not the server: the generator was busy')
})

test('on a machine where nothing can be believed the search ends soon', async () => {
  const result = await searchCapacity(search, modelled(1000, 0))
  expect(result.steps.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid', 'invalid'])
  expect(result).not.toHaveProperty('sustained')
})

test('a server that cannot do one a second sustains nothing', async () => {
  const result = await searchCapacity(search, modelled(0.5))
  expect(result).not.toHaveProperty('sustained')
  expect(result.steps.at(-1)).toMatchObject({ offered: 1, verdict: 'broken' })
})

test('no more is asked for than the bounds allow', async () => {
  const { sustained, limit } = await searchCapacity(search, modelled(1e9))
  expect(sustained).toBe(bounds.rate)
  expect(limit).toBe(`more than ${bounds.rate} a second is not asked for`)
})

test('rates double, then the distance is halved until it is a tenth, then both ends are held again', () => {
  expect(nextAfter('100 kept')).toBe(200)
  expect(nextAfter('100 kept', '200 broken')).toBe(150)
  expect(nextAfter('8 broken')).toBe(4)
  expect(nextAfter('150 kept', '165 broken')).toBe(150)
  expect(nextAfter('150 kept', '165 broken', '150 kept')).toBe(165)
  expect(nextAfter('150 kept', '165 broken', '150 kept', '165 broken')).toBeUndefined()
  expect(nextAfter('1 broken')).toBe(1)
  expect(nextAfter('1 broken', '1 broken')).toBeUndefined()
  expect(nextAfter(`${bounds.rate} kept`, `${bounds.rate} kept`)).toBeUndefined()
})

test('a rate that is kept one time and broken the next widens what is searched', () => {
  const found = ['100 kept', '200 broken', '150 kept', '175 kept', '188 broken'] as const
  expect(nextAfter(...found, '175 broken')).toBe(163)
  expect(nextAfter(...found, '175 kept', '188 kept')).toBe(200)
  expect(nextAfter(...found, '175 kept', '188 kept', '200 kept')).toBe(400)
})

test('what was kept once stays reached, whatever breaks below it', () => {
  const found = ['40 kept', '80 broken', '60 kept', '70 broken', '65 broken'] as const
  expect(nextAfter(...found, '60 broken', '50 broken', '47 kept', '47 kept')).toBe(65)
})

test('an invalid step says nothing against a rate that was kept', () => {
  const found = ['150 kept', '165 broken', '165 broken'] as const
  expect(nextAfter(...found, '150 invalid')).toBeUndefined()
})

test('a server that is slow for a while has two rates: kept each time, and kept at times', async () => {
  const slow = [1, 2, 3, 4, 5].map(() => modelled(100))
  const result = await searchCapacity(search, (step) => (slow.pop() ?? modelled(300))(step))
  expect(result.sustained).toBeGreaterThanOrEqual(100)
  expect(result.sustained).toBeLessThan(120)
  expect(result.reached).toBeLessThanOrEqual(300)
  expect(result.reached).toBeGreaterThan(270)
  expect(result.limit).toMatch(/^the processor of the server/)
})

/** A server that does not come back before a step. */
function cutOffAfter(held: number, make = modelled(100)) {
  let left = held
  return async (step: Scenario): Promise<ScenarioResult> => {
    if (left-- === 0) throw new CannotRunError('The server did not come back.')
    return make(step)
  }
}

test('a search that is cut off keeps what it has found', async () => {
  const { steps, sustained, cutOff, limit } = await searchCapacity(search, cutOffAfter(3))
  expect(steps.map(({ offered, verdict }) => [offered, verdict])).toEqual([
    [40, 'kept'],
    [80, 'kept'],
    [160, 'broken'],
  ])
  expect({ sustained, cutOff }).toEqual({ sustained: 80, cutOff: true })
  expect(limit).toBe('the search was cut off at 120/s: The server did not come back')
})

test('a search that finds no end is cut off', async () => {
  const tried = new Set<number>()
  const fickle = (step: Scenario) => {
    const rate = peakRate(step.sizes.developer.schedule)
    const again = tried.has(rate)
    tried.add(rate)
    return modelled(again ? 0 : 16_000)(step)
  }
  const { steps, cutOff, limit } = await searchCapacity(search, fickle)
  expect({ made: steps.length, cutOff }).toEqual({ made: 24, cutOff: true })
  expect(limit).toMatch(/^the search was cut off at \d+\/s: after 24 steps it was not done$/)
})

test('a search that cannot begin has found nothing', async () => {
  await expect(searchCapacity(search, cutOffAfter(0))).rejects.toThrow('The server did not come back.')
})

test('an error of the harness ends a search', async () => {
  const broken = new TypeError('read of undefined')
  let held = 0
  const run = (step: Scenario) => (held++ === 1 ? Promise.reject(broken) : modelled(100)(step))
  await expect(searchCapacity(search, run)).rejects.toBe(broken)
})

test('against a server that loses the 41st message of a pair, that is the knee on any machine', async () => {
  await using server = await startNullServer({ faults: { '0|40': 'lose' } })
  const { steps } = await searchCapacity(
    { ...search, objective: [atMost('lost', 'count', 0)], each: ms(500) },
    (step) =>
      runScenario(step, {
        target: server.target,
        accounts: server.accounts,
        size: 'developer',
        signal: new AbortController().signal,
        progress: () => {},
        startWorker: startHere,
      }),
  )
  // Half of the arrivals are of that pair: 80 a second make 40 of them, half while the rate rises for a second, half in
  // the half second in which it is held. On a busy machine steps are invalid.
  for (const { offered, verdict } of steps) {
    expect(verdict === 'invalid' || verdict === (offered <= 80 ? 'kept' : 'broken')).toBe(true)
  }
  expect(steps.length).toBeGreaterThan(0)
})
