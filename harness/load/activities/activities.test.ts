/** Every kind of arrival, held against a server of which it is known what it delivers. Counts alone: no clock decides. */
import { afterEach, describe, expect, test } from 'vitest'
import { type Duration, ms, seconds } from '../../core/duration.ts'
import { CannotRunError } from '../../core/errors.ts'
import type { ScenarioResult } from '../../core/run-result.ts'
import {
  type Arrival,
  archiveQuery,
  chatMessage,
  componentMessage,
  flood,
  login,
  mix,
  offlineMessage,
  ping,
  presenceUpdate,
  reconnect,
  roomMessage,
  rosterFetch,
  unreadMessage,
} from '../arrival.ts'
import { runScenario, type ScenarioOptions } from '../engine.ts'
import { type Behaviour, type NullServer, startNullServer } from '../null-server.ts'
import { COMPONENT } from '../null-services.ts'
import { defineScenario } from '../scenario.ts'
import { steady } from '../schedule.ts'
import { startHere } from '../worker-here.ts'

let server: NullServer | undefined
afterEach(async () => {
  await server?.[Symbol.asyncDispose]()
  server = undefined
})

async function run(
  arrival: Arrival,
  load: { readonly users: number; readonly rate: number; readonly for?: Duration },
  behaviour: Behaviour = {},
  options: Partial<ScenarioOptions> = {},
): Promise<ScenarioResult> {
  server = await startNullServer(behaviour)
  const size = {
    users: load.users,
    schedule: [steady({ rate: load.rate, for: load.for ?? ms(500) })],
  }
  const scenario = defineScenario({
    id: 'load/test-arrival',
    question: 'Does it count what there is?',
    sizes: { developer: size, gate: size, release: size },
    arrival,
    thresholds: [],
    sendWithin: seconds(60),
    lateAfter: seconds(60),
    drain: behaviour.faults === undefined ? seconds(30) : ms(500),
  })
  return runScenario(scenario, {
    target: server.target,
    accounts: server.accounts,
    components: [COMPONENT],
    size: 'developer',
    signal: new AbortController().signal,
    progress: () => {},
    startWorker: startHere,
    ...options,
  })
}

/** Samples by latency, of what arrivals are about. */
function measured({ latencies }: ScenarioResult): Record<string, number> {
  return Object.fromEntries(
    latencies
      .filter(({ name }) => name !== 'lag' && name !== 'probe')
      .map(({ name, count }) => [name, count]),
  )
}

describe('all of it arrives', () => {
  test.each<readonly [string, Arrival, number, number, Record<string, number>]>([
    ['chat messages', chatMessage({ bodyBytes: 100 }), 4, 20, { delivery: 20 }],
    [
      'room messages, at each of four occupants',
      roomMessage({ bodyBytes: 100, occupants: 4 }),
      8,
      20,
      { delivery: 80 },
    ],
    [
      'changes of presence, at each of three contacts',
      presenceUpdate({ contacts: 3 }),
      8,
      20,
      { delivery: 60 },
    ],
    ['pings', ping(), 4, 20, { answer: 20 }],
    ['rosters', rosterFetch({ contacts: 3 }), 4, 20, { answer: 20 }],
    ['pages of archives', archiveQuery({ page: 2 }), 4, 20, { answer: 20 }],
    ['logins', login(), 4, 20, { login: 20 }],
    ['logins that take up a TLS session', login({ warmTls: true }), 4, 20, { login: 20 }],
    ['messages to who was offline', offlineMessage({ bodyBytes: 100 }), 4, 20, { drain: 20 }],
    ['messages of a component', componentMessage({ bodyBytes: 100 }), 4, 20, { delivery: 20 }],
  ])('%s', async (_, arrival, users, sent, expected) => {
    const result = await run(arrival, { users, rate: 2 * sent })
    const received = Object.values(expected).reduce((sum, count) => sum + count, 0)
    expect(result).toMatchObject({ intended: sent, sent, received, errors: {}, examples: [] })
    expect(result).toMatchObject({ dropped: 0, lost: 0, duplicated: 0, reordered: 0 })
    expect(measured(result)).toEqual(expected)
  })
})

describe('what goes astray is found, with who sent it to whom', () => {
  test('in a room: a message that is lost is lost to each occupant', async () => {
    const arrival = roomMessage({ bodyBytes: 100, occupants: 4 })
    const faults = { '1|2': 'lose', '2|3': 'duplicate' } as const
    const result = await run(arrival, { users: 4, rate: 40 }, { faults })
    expect(result).toMatchObject({ sent: 20, received: 76, lost: 4, duplicated: 4, reordered: 0 })
    expect(result.examples).toContain('lost: from user 1 to user 3, sequence 2 of 5 sent never came')
  })

  test('among contacts', async () => {
    const result = await run(
      presenceUpdate({ contacts: 3 }),
      { users: 4, rate: 40 },
      { faults: { '3|1': 'lose' } },
    )
    expect(result).toMatchObject({ sent: 20, received: 57, lost: 3, duplicated: 0, reordered: 0 })
    expect(result.examples).toContain('lost: from user 3 to user 0, sequence 1 of 5 sent never came')
  })

  test('from a component', async () => {
    const faults = { '1|0': 'lose', '2|1': 'duplicate', '3|0': 'swap with the next' } as const
    const result = await run(componentMessage({ bodyBytes: 100 }), { users: 4, rate: 40 }, { faults })
    expect(result).toMatchObject({ sent: 20, received: 19, lost: 1, duplicated: 1, reordered: 1 })
    expect(result.examples).toContain('lost: to user 1, sequence 0 of 5 sent never came')
  })
})

test('a server that lets nobody in is found out before the run', async () => {
  const result = run(login(), { users: 2, rate: 20 }, { refuseLogins: true })
  await expect(result).rejects.toThrow(CannotRunError)
})

test('sessions that are resumed lose nothing, and those that cannot be are told apart', async () => {
  const arrival = mix([50, chatMessage({ bodyBytes: 100 })], [50, reconnect({ resume: true })])
  const result = await run(arrival, { users: 4, rate: 60 })
  expect(result.sent + result.dropped).toBe(30)
  expect(result).toMatchObject({ received: result.sent, lost: 0, duplicated: 0, reordered: 0 })
  expect(measured(result)['login']).toBeGreaterThan(0)
  expect(
    Object.keys(result.errors).filter((cause) => cause !== 'dropped: the sender was cut off on purpose'),
  ).toEqual([])

  await server?.[Symbol.asyncDispose]()
  const forgotten = await run(reconnect({ resume: true }), { users: 4, rate: 20 }, { forgetful: true })
  expect(forgotten.errors['a session was not resumed']).toBe(forgotten.received)
  expect(forgotten.received).toBeGreaterThan(0)
})

test('nobody is given up who is on the way back, though nobody else is there', async () => {
  const result = await run(reconnect({ resume: true }), { users: 2, rate: 1000, for: ms(2) })
  expect(result).toMatchObject({ sent: 2, received: 2, lost: 0, errors: {} })
})

test('in a mix every kind happens in its share, and what is read in an archive is not taken for new', async () => {
  const arrival = mix(
    [40, chatMessage({ bodyBytes: 100 })],
    [20, roomMessage({ bodyBytes: 100, occupants: 4 })],
    [10, presenceUpdate({ contacts: 3 })],
    [10, ping()],
    [20, archiveQuery({ page: 2 })],
  )
  const result = await run(arrival, { users: 8, rate: 200 })
  expect(result).toMatchObject({ sent: 100, dropped: 0, lost: 0, duplicated: 0, reordered: 0, errors: {} })
  const { delivery = 0, answer = 0 } = measured(result)
  // 40 · 1 + 20 · 4 + 10 · 3 deliveries and 10 + 20 answers, give or take one of a kind.
  expect(delivery).toBeGreaterThan(140)
  expect(delivery).toBeLessThan(160)
  expect(answer).toBeGreaterThanOrEqual(28)
  expect(answer).toBeLessThanOrEqual(32)
})

test('who disturbs is no part of what is measured', async () => {
  const arrival = mix(
    [80, chatMessage({ bodyBytes: 100 })],
    [10, flood({ messages: 5, bodyBytes: 100 })],
    [10, unreadMessage({ bodyBytes: 100 })],
  )
  const result = await run(arrival, { users: 4, rate: 100 })
  expect(result).toMatchObject({ sent: 50, dropped: 0, lost: 0, duplicated: 0, reordered: 0, errors: {} })
  expect(measured(result)['delivery']).toBe(result.received)
  expect(result.received).toBeGreaterThan(35)
  expect(result.received).toBeLessThan(45)
})

test('a component that nobody knows the secret of is said', async () => {
  const attempt = run(componentMessage({ bodyBytes: 100 }), { users: 2, rate: 10 }, {}, { components: [] })
  await expect(attempt).rejects.toThrow('The target accepts no external component')
})

test('a room service that is missing is said', async () => {
  const lonely = await startNullServer()
  server = lonely
  const attempt = run(
    roomMessage({ bodyBytes: 100, occupants: 2 }),
    { users: 2, rate: 10 },
    {},
    {
      target: { ...lonely.target, services: {} },
      accounts: lonely.accounts,
    },
  )
  await expect(attempt).rejects.toThrow('The target has no service for rooms.')
  await lonely[Symbol.asyncDispose]()
})
