import { randomBytes } from 'node:crypto'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Endpoint } from '../core/target-info.ts'
import { LoadConnection } from './connection.ts'
import { StanzaFramer } from './framer.ts'
import { ConnectionContext } from './load-stream.ts'
import { type NullServer, startNullServer } from './null-server.ts'

const BIND = 'http://jabber.org/protocol/httpbind'
let disposables: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of disposables.toReversed()) await one[Symbol.asyncDispose]()
  disposables = []
})

/** A session at the connection manager: a stream to the server behind it, and the requests that it holds back. */
class ManagedSession {
  readonly sid = randomBytes(4).toString('hex')
  private readonly socket: net.Socket
  private held: ((body: string) => void)[] = []
  private incoming = ''
  private kicked = false
  private framer = this.freshFramer()

  constructor(to: Endpoint) {
    this.socket = net.connect(to)
    this.socket.on('data', (chunk) => this.framer.push(chunk))
    this.socket.on('error', () => this.socket.destroy())
  }

  /** A request that came in; the answer is given when there is something to say, or another one is there to be held. */
  take(attributes: string, content: string, answer: (body: string) => void): void {
    if (/type='terminate'/.test(attributes)) {
      this.socket.end(`${content}</stream:stream>`)
      for (const one of [...this.held, answer]) one(`<body xmlns='${BIND}' type='terminate'/>`)
      this.held = []
      return
    }
    this.held.push(answer)
    if (this.kicked) {
      this.kick()
      return
    }
    if (/xmpp:restart|\bto=/.test(attributes)) {
      this.framer = this.freshFramer()
      this.socket.write(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='null.test' version='1.0'>",
      )
    }
    this.socket.write(content)
    this.say(1)
  }

  /** Ends the session with the next request at the latest. */
  kick(): void {
    this.kicked = true
    for (const one of this.held) one(`<body xmlns='${BIND}' type='terminate' condition='policy-violation'/>`)
    this.held = []
    this.socket.destroy()
  }

  private freshFramer(): StanzaFramer {
    return new StanzaFramer({
      header: () => {},
      element: (bytes, start, end) => {
        this.incoming += bytes
          .toString('utf8', start, end)
          .replace(/^<stream:features/, "$& xmlns:stream='http://etherx.jabber.org/streams'")
        this.say(0)
      },
      footer: () => this.kick(),
    })
  }

  /** @param keep how many requests may stay held when there is nothing to say */
  private say(keep: number): void {
    if (this.incoming === '' && this.held.length <= Math.max(1, keep)) return
    const answer = this.held.shift()
    if (answer === undefined) return
    const body = this.incoming
    this.incoming = ''
    answer(`<body xmlns='${BIND}' sid='${this.sid}'>${body}</body>`)
  }
}

async function startManager() {
  const server: NullServer = await startNullServer({ transport: 'TCP' })
  const behind = server.target.endpoints.c2s
  if (behind === undefined) throw new Error('the null server has a port')
  const sessions = new Map<string, ManagedSession>()
  const seen: string[] = []
  const manager = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      const [, attributes = '', content = ''] = /^<body ([^>]*)>(.*)<\/body>$/s.exec(text) ?? []
      seen.push(attributes)
      const sid = /\ssid='([^']*)'/.exec(attributes)?.[1]
      const session = sid === undefined ? new ManagedSession(behind) : sessions.get(sid)
      if (session === undefined || request.url !== '/http-bind') {
        response.statusCode = 404
        response.end()
        return
      }
      sessions.set(session.sid, session)
      session.take(attributes, content, (body) => response.end(body))
    })
  })
  await new Promise<void>((resolve) => manager.listen(0, '127.0.0.1', resolve))
  disposables.push(server, {
    [Symbol.asyncDispose]: async () => {
      manager.closeAllConnections()
      await new Promise((resolve) => manager.close(resolve))
    },
  })
  const endpoint = { host: '127.0.0.1', port: (manager.address() as AddressInfo).port }
  const context = new ConnectionContext({ domain: 'null.test', endpoint, transport: 'BOSH', caPem: '' })
  const open = async (localpart: string) => {
    const [account] = await server.accounts.create([localpart], 'null.test')
    if (account === undefined) throw new Error('the null server makes accounts')
    const connection = await LoadConnection.open(context, account, 'load')
    disposables.push({ [Symbol.asyncDispose]: () => connection.close() })
    return connection
  }
  return { context, open, sessions, seen }
}

/** Bodies that a connection receives, and why it ended. */
function listening(connection: LoadConnection, count: number): Promise<string[]> {
  const heard: string[] = []
  return new Promise((resolve) => {
    const take = (text: string) => {
      if (heard.push(text) === count) resolve(heard)
    }
    connection.attach({
      element: (bytes, start, end) => {
        const body = /<body>(.*)<\/body>/.exec(bytes.toString('utf8', start, end))?.[1]
        if (body !== undefined) take(body)
      },
      end: (reason) => take(`end: ${reason}`),
    })
  })
}

test('clients log in, hear each other in order, and all of it is counted', async () => {
  const { context, open, seen } = await startManager()
  const romeo = await open('romeo')
  const juliet = await open('juliet')
  expect(juliet.jid).toBe('juliet@null.test/load')
  const before = context.traffic.snapshot()
  const heard = listening(juliet, 50)
  for (let number = 0; number < 50; number++) {
    romeo.send(`<message type='chat' to='${juliet.jid}'><body>${number}</body></message>`)
    if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await heard).toEqual(Array.from({ length: 50 }, (_, number) => String(number)))
  const counted = context.traffic.since(before)
  expect(counted.stanzasSent.message).toBe(50)
  expect(counted.stanzasReceived.message).toBe(50)
  // Every request of a session has a number of its own, one after the other.
  const numbers = seen.map((attributes) => Number(/rid='(\d+)'/.exec(attributes)?.[1]))
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('a session that the server ends is over, with the reason', async () => {
  const { open, sessions } = await startManager()
  const romeo = await open('romeo')
  const heard = listening(romeo, 1)
  for (const session of sessions.values()) session.kick()
  expect(await heard).toEqual(['end: the server ended the session: policy-violation'])
  expect(romeo.ended).toBe(true)
})
