import { afterEach, describe, expect, test } from 'vitest'
import { LoadConnection } from './connection.ts'
import { ConnectionContext } from './load-stream.ts'
import { type Behaviour, type NullServer, startNullServer } from './null-server.ts'
import type { Route } from './transport.ts'

let server: NullServer | undefined
const connections: LoadConnection[] = []
afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close()
  await server?.[Symbol.asyncDispose]()
})

async function route(behaviour: Behaviour, more: Partial<Route> = {}): Promise<Route> {
  server = await startNullServer(behaviour)
  const [endpoint] = Object.values(server.target.endpoints)
  if (endpoint === undefined) throw new Error('the null server has one endpoint')
  const { transport = 'direct TLS' } = behaviour
  return { domain: server.target.domain, endpoint, transport, caPem: server.target.trust.caPem, ...more }
}

async function open(context: ConnectionContext, localpart: string): Promise<LoadConnection> {
  const [account] = (await server?.accounts.create([localpart], context.route.domain)) ?? []
  if (account === undefined) throw new Error('the null server makes accounts')
  const connection = await LoadConnection.open(context, account, 'load')
  connections.push(connection)
  return connection
}

/** Bodies that a connection receives, and what ended it. */
function listening(connection: LoadConnection) {
  const heard: string[] = []
  const waiting: (() => void)[] = []
  connection.attach({
    element: (bytes, start, end) => {
      const body = /<body>(.*)<\/body>/.exec(bytes.toString('utf8', start, end))?.[1]
      if (body !== undefined) heard.push(body)
      for (const look of waiting.splice(0)) look()
    },
    end: (reason) => {
      heard.push(`end: ${reason}`)
      for (const look of waiting.splice(0)) look()
    },
  })
  const until = async (count: number) => {
    while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    return heard
  }
  return { heard, until }
}

function chat(to: string, body: string): string {
  return `<message type='chat' to='${to}'><body>${body}</body></message>`
}

describe.each(['TCP', 'STARTTLS', 'direct TLS', 'WebSocket'] as const)('over %s', (transport) => {
  test('clients log in, hear each other, and all of it is counted', async () => {
    const context = new ConnectionContext(await route({ transport }))
    const romeo = await open(context, 'romeo')
    const juliet = await open(context, 'juliet')
    expect(romeo.jid).toBe('romeo@null.test/load')
    const { until } = listening(juliet)
    listening(romeo)
    const before = context.traffic.snapshot()
    // Long enough for each of the three forms of a WebSocket frame's length.
    const bodies = ['ß💬', 'x'.repeat(300), 'y'.repeat(70_000)]
    for (const body of bodies) romeo.send(chat(juliet.jid, body))
    expect(await until(3)).toEqual(bodies)
    const counted = context.traffic.since(before)
    expect(counted.stanzasSent).toEqual({ message: 3, presence: 0, iq: 0, other: 0 })
    expect(counted.stanzasReceived).toEqual({ message: 3, presence: 0, iq: 0, other: 0 })
    expect(counted.bytesSent).toBeGreaterThan(70_000)
    expect(counted.bytesReceived).toBeGreaterThan(counted.bytesSent)
  })
})

test('a login is bound to its TLS channel where the server offers that', async () => {
  const context = new ConnectionContext(await route({ channelBinding: true }))
  await open(context, 'romeo')
  expect(server?.mechanisms).toEqual(['SCRAM-SHA-1-PLUS'])
})

describe('a session that was cut', () => {
  test('is resumed, and nothing that was on its way is lost', async () => {
    const context = new ConnectionContext(await route({}, { resumable: true }))
    const romeo = await open(context, 'romeo')
    const juliet = await open(context, 'juliet')
    const { heard, until } = listening(juliet)
    listening(romeo)
    for (let index = 0; index < 40; index++) romeo.send(chat(juliet.jid, String(index)))
    await until(40)
    juliet.cut()
    expect(juliet.ended).toBe(true)
    for (let index = 40; index < 60; index++) romeo.send(chat(juliet.jid, String(index)))
    expect(await juliet.reopen()).toBe('resumed')
    expect(juliet.ended).toBe(false)
    await until(60)
    expect(heard).toEqual(Array.from({ length: 60 }, (_, index) => String(index)))
  })

  test('sends again what the server had not acknowledged', async () => {
    const context = new ConnectionContext(await route({}, { resumable: true }))
    const romeo = await open(context, 'romeo')
    const juliet = await open(context, 'juliet')
    const { until } = listening(juliet)
    listening(romeo)
    romeo.send(chat(juliet.jid, 'before the cut'))
    await until(1)
    romeo.send(chat(juliet.jid, 'into the cut'))
    romeo.cut()
    expect(await romeo.reopen()).toBe('resumed')
    expect(await until(2)).toEqual(['before the cut', 'into the cut'])
  })

  test('is a new one where the server has forgotten it', async () => {
    const context = new ConnectionContext(await route({ forgetful: true }, { resumable: true }))
    const romeo = await open(context, 'romeo')
    listening(romeo)
    romeo.cut()
    expect(await romeo.reopen()).toBe('new session')
    expect(romeo.jid).toBe('romeo@null.test/load')
  })
})

test('whoever asks for a WebSocket where there is none is told what the server said', async () => {
  const context = new ConnectionContext(await route({ transport: 'WebSocket' }, { path: '/elsewhere' }))
  await expect(open(context, 'romeo')).rejects.toThrow(
    /^romeo@null\.test could not log in at 127\.0\.0\.1:\d+ \(WebSocket\): expected a WebSocket, got .*"HTTP\/1\.1 404 Not Found" in place of/,
  )
})
