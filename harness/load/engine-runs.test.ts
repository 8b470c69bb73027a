/** What becomes of a run: of its messages, connections, workers, and of one that cannot be. */
import { afterEach, describe, expect, test } from 'vitest'
import { ms, seconds } from '../core/duration.ts'
import { CannotRunError, UsageError } from '../core/errors.ts'
import { chatMessage } from './arrival.ts'
import { chatting, endTrial, latency, run, sizesOf, trial } from './chat-trial.ts'
import { monotonicMs } from './clock.ts'
import { runScenario } from './engine.ts'
import { startNullServer } from './null-server.ts'
import type { Report } from './protocol.ts'
import { closedLoop, steady } from './schedule.ts'
import { atMost, mebibytes } from './thresholds.ts'
import { startThread } from './worker-thread.ts'

const growth = atMost('memory', 'growth', mebibytes(24))

afterEach(endTrial)

test('lost, doubled, swapped and bounced messages are found with pair and sequence', async () => {
  const result = await run(chatting({ users: 4, rate: 200, for: seconds(1), drain: ms(500) }), {
    faults: {
      '0|7': 'lose',
      '1|3': 'duplicate',
      '2|49': 'duplicate',
      '3|20': 'swap with the next',
      '3|30': 'bounce',
    },
  })
  expect(result).toMatchObject({ sent: 200, received: 198, lost: 2, duplicated: 2, reordered: 1 })
  expect(result.examples).toHaveLength(5)
  expect(result.examples).toContain('lost: pair 0, sequence 7 of 50 sent never came')
  expect(result.examples).toContain('lost: pair 3, sequence 30 of 50 sent never came')
  expect(result.examples).toContainEqual(expect.stringMatching(/^duplicated: pair 1, sequence 3 came again/))
  expect(result.examples).toContainEqual(expect.stringMatching(/^duplicated: pair 2, sequence 49 came again/))
  expect(result.examples).toContain('reordered: pair 3, sequence 20 came after 21')
  expect(result.errors).toEqual({ 'message error: service-unavailable': 1 })
  expect(result.thresholds).toContainEqual({ metric: 'lost', bound: 'at most 0', measured: '2', kept: false })
})

test('a connection that the server cuts is an error with a cause; what it was to send is dropped', async () => {
  const result = await run(chatting({ users: 4, rate: 100, for: seconds(1), drain: ms(500) }), {
    cutAt: '0|5',
  })
  expect(result.dropped).toBeGreaterThan(15)
  // The cut user receives no more either: what its partner sends it after that is lost.
  expect(result.lost).toBeGreaterThan(15)
  expect(Object.keys(result.errors)).toContain('dropped: the connection of the sender was lost')
  expect(Object.keys(result.errors)).toContainEqual(expect.stringMatching(/^connection lost: /))
})

test.each([
  ['resume', 'came back and resumed'],
  ['log in again', 'came back with a new session'],
] as const)('a user whose connection is lost can %s, and is counted', async (afterLoss, how) => {
  const scenario = { ...chatting({ users: 4, rate: 100, for: seconds(1) }), afterLoss }
  const result = await run(scenario, { cutAt: '0|5' })
  expect(result.errors).toMatchObject({ 'connection lost: closed by the server': 1, [how]: 1 })
  expect(result.sent + result.dropped).toBe(100)
  if (afterLoss === 'resume') expect(result.lost).toBe(0)
  else expect(result.lost).toBeGreaterThan(0)
})

test('a server that dies is not waited for', async () => {
  const dying = await startNullServer()
  const began = performance.now()
  const result = await runScenario(chatting({ users: 4, rate: 100, for: seconds(2), drain: seconds(60) }), {
    target: dying.target,
    accounts: dying.accounts,
    size: 'developer',
    signal: new AbortController().signal,
    progress: (step) => {
      if (step.includes('second 1')) void dying[Symbol.asyncDispose]()
    },
  })
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(result.sent + result.dropped).toBe(200)
  expect(result.dropped).toBeGreaterThan(0)
})

test('STARTTLS is used where there is no port for direct TLS, and the report says so', async () => {
  const result = await run(
    chatting({ users: 2, rate: 20, for: ms(500) }),
    { transport: 'STARTTLS' },
    { serverState: 'the server just started' },
  )
  expect(result).toMatchObject({
    sent: 10,
    received: 10,
    path: 'loopback, STARTTLS, the server just started',
  })
})

test('users of a closed loop wait for the server, so a stall shows as few messages', async () => {
  const size = { users: 4, schedule: [closedLoop({ pause: ms(50), for: seconds(2) })] }
  const closed = { ...chatting({ users: 4, rate: 1, for: seconds(1) }), sizes: sizesOf(size) }
  const calm = await run(closed)
  expect(calm.sent).toBeGreaterThan(8)
  expect(calm).toMatchObject({ intended: calm.sent, received: calm.sent, lost: 0, dropped: 0 })
  expect(calm.size).toBe('4 users, closed loop with pauses of 50 ms for 2 s')
  await trial.server?.[Symbol.asyncDispose]()
  const stalled = await run(closed, { stall: { after: 500, length: 1000 } })
  // In the second that is left each of them can act twenty times, and once into the stall.
  expect(stalled.sent).toBeLessThan(4 * 23)
  expect(stalled.received).toBe(stalled.sent)
  expect(latency(stalled, 'delivery').max).toBeGreaterThan(900)
})

test('every second of the run is on one axis with what the server used', async () => {
  let cpu = 0
  const result = await run(
    chatting({ users: 4, rate: 50, for: seconds(2) }),
    {},
    {
      watch: {
        sample: async () => {
          cpu += 0.5
          return { at: Date.now(), server: { cpuSeconds: cpu, rssBytes: 1000 } }
        },
      },
    },
  )
  expect(result.seconds.map(({ intended }) => intended).slice(0, 2)).toEqual([50, 50])
  expect(result.seconds.reduce((sum, { sent }) => sum + sent, 0)).toBe(100)
  for (const second of result.seconds.slice(0, 2)) {
    expect(second.serverRssBytes).toBe(1000)
    expect(second.received).toBeGreaterThan(0)
    expect(second.p50).toBeGreaterThan(0)
    expect(second.probeMs).toBeGreaterThan(0)
    expect(second.generatorCpu).toBeGreaterThan(0)
    expect(second.serverCpu).toBeCloseTo(0.5, 1)
  }
})

test('a server that keeps what passes through it breaks its promise about memory', async () => {
  let held = 30
  const keeping = { ...chatting({ users: 4, rate: 50, for: seconds(2) }), thresholds: [growth] }
  const watch = {
    sample: async () => {
      held += 20
      return { at: Date.now(), server: { cpuSeconds: 1, rssBytes: mebibytes(held) } }
    },
  }
  expect((await run(keeping, {}, { watch })).thresholds).toMatchObject([
    { metric: 'memory growth', kept: false },
  ])
})

test('a worker ends by itself when its time is over, whatever it is told', async () => {
  const server = await startNullServer()
  trial.server = server
  const accounts = await server.accounts.create(['romeo', 'juliet'], server.target.domain)
  const { c2sDirectTls: endpoint } = server.target.endpoints
  if (endpoint === undefined) throw new Error('the null server offers direct TLS')
  const link = startThread()
  const reports: Report[] = []
  link.onReport((report) => {
    reports.push(report)
    if (report.kind === 'ready') link.send({ kind: 'start', at: monotonicMs() })
  })
  link.send({
    kind: 'prepare',
    plan: {
      worker: 0,
      workers: 1,
      route: {
        domain: server.target.domain,
        endpoint,
        transport: 'direct TLS',
        caPem: server.target.trust.caPem,
      },
      population: 2,
      users: accounts.map((account, number) => ({ number, account })),
      afterLoss: 'stay away',
      arrival: chatMessage({ bodyBytes: 120 }),
      spare: { localpart: 'nurse', domain: 'null.test', bareJid: 'nurse@null.test', password: '' },
      services: { connectTo: {} },
      schedule: [steady({ rate: 10, for: seconds(60) })],
      lateAfter: 1000,
      sendWithin: 500,
      drain: 1000,
      endWithin: 1200,
    },
  })
  expect(await link.ended).toBe('exit code 1')
  const said = reports.map(({ kind }) => kind)
  expect(said).toContain('ready')
  expect(said).not.toContain('done')
})

describe('a run that cannot be', () => {
  test('does not begin on another machine', async () => {
    const server = await startNullServer()
    trial.server = server
    const elsewhere = { ...server.target, endpoints: { c2s: { host: '192.0.2.1', port: 5222 } } }
    await expect(
      run(chatting({ users: 2, rate: 10, for: seconds(1) }), {}, { target: elsewhere }),
    ).rejects.toThrow(UsageError)
  })

  test('names the user that could not log in and what the server said', async () => {
    const attempt = run(chatting({ users: 2, rate: 10, for: seconds(1) }), { refuseLogins: true })
    await expect(attempt).rejects.toThrow(CannotRunError)
    await expect(attempt).rejects.toThrow(
      /load-\w+-\d@null\.test could not log in at 127\.0\.0\.1:\d+ \(direct TLS\): expected <success\/>, got <failure .*not-authorized/,
    )
    expect(trial.server?.existing.size).toBe(0)
  })

  test('refuses a server whose certificate it has no reason to trust', async () => {
    const other = await startNullServer()
    await using _ = other
    const server = await startNullServer()
    trial.server = server
    const target = { ...server.target, trust: other.target.trust }
    const attempt = runScenario(chatting({ users: 2, rate: 10, for: seconds(1) }), {
      target,
      accounts: server.accounts,
      size: 'developer',
      signal: new AbortController().signal,
      progress: () => {},
    })
    await expect(attempt).rejects.toThrow(/expected a TLS handshake for null.test, got .*certificate/)
  })

  test('ends at once when it is told to, and leaves no account behind', async () => {
    const abort = new AbortController()
    const attempt = run(
      chatting({ users: 2, rate: 10, for: seconds(60) }),
      {},
      {
        signal: abort.signal,
        progress: (step) => {
          if (step.includes('second 1')) abort.abort(new Error('interrupted'))
        },
      },
    )
    await expect(attempt).rejects.toThrow('interrupted')
    expect(trial.server?.existing.size).toBe(0)
  })
})
