/**
 * A server that knows only enough XMPP to be measured: TLS, SCRAM, binding, messages, pings. It keeps
 * messages for a known time and breaks what it is told to break, so that what the load engine reads can
 * be held against what is true. For tests of the engine; it is never a target.
 */
import { createHmac, randomBytes } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import type { Account, Provisioner } from '../core/account.ts'
import { type Element, escapeXml, NS } from '../core/element.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { createAuthority } from '../wire/certificates.ts'
import { StreamParser } from '../wire/parser.ts'
import { scramAttributes, scramKeys } from '../wire/scram.ts'

const DOMAIN = 'null.test'
const ITERATIONS = 4096
const SALT = Buffer.from('one salt for all')

export interface Behaviour {
  readonly transport?: 'direct TLS' | 'STARTTLS'
  /** How long a message, or a ping, is kept before it is passed on or answered, in milliseconds. */
  readonly delay?: number
  /** Nothing leaves the server for that long, from that long after the first measured message. */
  readonly stall?: { readonly after: number; readonly length: number }
  /** What happens to the message with this mark: `3|17` is pair 3, sequence 17. */
  readonly faults?: Readonly<Record<string, 'lose' | 'duplicate' | 'swap with the next' | 'bounce'>>
  /** Cuts the connection of whoever sends the message with this mark. */
  readonly cutAt?: string
  readonly refuseLogins?: boolean
}

export interface NullServer extends AsyncDisposable {
  readonly target: TargetInfo
  readonly accounts: Provisioner
  /** Passwords of the accounts that exist now, by localpart. */
  readonly existing: ReadonlyMap<string, string>
  /** How long messages were really kept, in milliseconds: at least the delay, and more on a busy machine. */
  readonly kept: readonly number[]
}

export async function startNullServer(behaviour: Behaviour = {}): Promise<NullServer> {
  const authority = await createAuthority()
  const certificate = await authority.issue([DOMAIN])
  const context = tls.createSecureContext({ cert: certificate.certificatePem, key: certificate.keyPem })
  const passwords = new Map<string, string>()
  const hub = new Hub(behaviour)
  const sockets = new Set<net.Socket>()
  const direct = behaviour.transport !== 'STARTTLS'
  const server = net.createServer({ noDelay: true }, (plain) => {
    sockets.add(plain)
    plain.on('error', () => plain.destroy())
    const secured = direct ? new tls.TLSSocket(plain, { isServer: true, secureContext: context }) : undefined
    new NullSession(secured ?? plain, { hub, passwords, context, behaviour })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = { host: '127.0.0.1', port: (server.address() as net.AddressInfo).port }
  return {
    existing: passwords,
    kept: hub.keptFor,
    accounts: memoryProvisioner(passwords),
    target: {
      provider: 'external',
      domain: DOMAIN,
      hosts: [{ domain: DOMAIN, mechanisms: ['SCRAM-SHA-1'] }],
      endpoints: direct ? { c2sDirectTls: endpoint } : { c2s: endpoint },
      connectTo: {},
      services: {},
      capabilities: [],
      trust: { caPem: authority.caPem },
      software: { name: 'null server', version: '1' },
      path: 'loopback',
    },
    [Symbol.asyncDispose]: async () => {
      hub.stop()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function memoryProvisioner(passwords: Map<string, string>): Provisioner {
  return {
    create: async (localparts, domain) =>
      localparts.map((localpart): Account => {
        const password = randomBytes(12).toString('hex')
        passwords.set(localpart, password)
        return { localpart, domain, bareJid: `${localpart}@${domain}`, password }
      }),
    remove: async (accounts) => {
      for (const { localpart } of accounts) passwords.delete(localpart)
    },
    close: async () => {},
  }
}

/** Where everything that leaves the server goes through, in order of its time. */
class Hub {
  readonly sessions = new Map<string, NullSession>()
  readonly keptFor: number[] = []
  private readonly behaviour: Behaviour
  private readonly queue: { readonly at: number; readonly act: () => void }[] = []
  private readonly swapped = new Map<string, () => void>()
  private stallFrom = Number.POSITIVE_INFINITY
  private stallTo = Number.POSITIVE_INFINITY
  private immediate: NodeJS.Immediate | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour
  }

  /** Passes a message on, after the delay and with the fault that it is due. */
  message(from: string, message: Element): void {
    const [, mark] = /^T1\|(\d+\|\d+)\|/.exec(message.child('body')?.text() ?? '') ?? []
    if (mark !== undefined) this.planStall()
    const to = message.to ?? ''
    const came = performance.now()
    const deliver = () => {
      this.sessions.get(to)?.write(message.withAttrs({ from }).toString(NS.client))
      this.keptFor.push(performance.now() - came)
    }
    const fault = mark === undefined ? undefined : this.behaviour.faults?.[mark]
    this.later(() => {
      if (fault === 'lose') return
      if (fault === 'bounce') return this.bounce(from, message)
      if (fault === 'swap with the next') {
        this.swapped.set(to, deliver)
        return
      }
      deliver()
      if (fault === 'duplicate') deliver()
      this.swapped.get(to)?.()
      this.swapped.delete(to)
    })
  }

  later(act: () => void): void {
    const at = performance.now() + (this.behaviour.delay ?? 0)
    this.queue.push({ at: at >= this.stallFrom && at < this.stallTo ? this.stallTo : at, act })
    if (this.queue.length === 1) this.tick()
  }

  stop(): void {
    clearImmediate(this.immediate)
    clearTimeout(this.timer)
  }

  private bounce(from: string, message: Element): void {
    const error = `<error type='cancel'><service-unavailable xmlns='${NS.stanzaErrors}'/></error>`
    const to = escapeXml(from)
    this.sessions
      .get(from)
      ?.write(
        `<message type='error' id='${message.id}' to='${to}'><body>${message.child('body')?.text()}</body>${error}</message>`,
      )
  }

  private planStall(): void {
    const { stall } = this.behaviour
    if (stall === undefined || this.stallFrom !== Number.POSITIVE_INFINITY) return
    this.stallFrom = performance.now() + stall.after
    this.stallTo = this.stallFrom + stall.length
  }

  /** A known delay must be exact, so the last two milliseconds are waited for without a timer. */
  private tick(): void {
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      const wait = next.at - performance.now()
      if (wait > 2) {
        this.timer = setTimeout(() => this.tick(), wait - 2)
        return
      }
      if (wait > 0) {
        this.immediate = setImmediate(() => this.tick())
        return
      }
      this.queue.shift()
      next.act()
    }
  }
}

interface Surroundings {
  readonly hub: Hub
  readonly passwords: ReadonlyMap<string, string>
  readonly context: tls.SecureContext
  readonly behaviour: Behaviour
}

class NullSession {
  private socket: net.Socket
  private readonly around: Surroundings
  private parser = new StreamParser()
  private localpart = ''
  private jid = ''
  private scram: { readonly bare: string; readonly serverFirst: string } | undefined
  private authenticated = false

  constructor(socket: net.Socket, around: Surroundings) {
    this.socket = socket
    this.around = around
    this.listen()
  }

  write(xml: string): void {
    this.socket.write(xml)
  }

  private listen(): void {
    const { socket } = this
    socket.on('data', (chunk: Buffer) => {
      for (const event of this.parser.push(chunk)) {
        if (event.kind === 'header') this.opened()
        else if (event.kind === 'element') this.element(event.element)
        else if (event.kind === 'close') this.socket.end('</stream:stream>')
        else throw new Error(`the load engine sent malformed XML: ${event.reason}`)
      }
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      if (this.around.hub.sessions.get(this.jid) === this) this.around.hub.sessions.delete(this.jid)
    })
  }

  private restart(): void {
    this.parser = new StreamParser()
  }

  private opened(): void {
    const secured = this.socket instanceof tls.TLSSocket
    const mechanisms = `<mechanisms xmlns='${NS.sasl}'><mechanism>SCRAM-SHA-1</mechanism></mechanisms>`
    const features = !secured
      ? `<starttls xmlns='${NS.tls}'><required/></starttls>`
      : this.authenticated
        ? `<bind xmlns='${NS.bind}'/>`
        : mechanisms
    this.write(
      `<?xml version='1.0'?><stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' id='s' from='${DOMAIN}' version='1.0'><stream:features>${features}</stream:features>`,
    )
  }

  private element(element: Element): void {
    if (element.is('starttls')) this.startTls()
    else if (element.is('auth')) this.challenge(decoded(element))
    else if (element.is('response')) this.succeed(decoded(element))
    else if (element.is('presence')) this.write(`<presence from='${this.jid}' to='${this.jid}'/>`)
    else if (element.is('iq')) this.iq(element)
    else if (element.is('message')) this.message(element)
  }

  private startTls(): void {
    this.write(`<proceed xmlns='${NS.tls}'/>`)
    this.socket.removeAllListeners()
    this.socket = new tls.TLSSocket(this.socket, { isServer: true, secureContext: this.around.context })
    this.restart()
    this.listen()
  }

  private challenge(clientFirst: string): void {
    const bare = clientFirst.replace(/^n,,/, '')
    const { n: localpart = '', r: nonce = '' } = scramAttributes(bare)
    this.localpart = localpart
    const serverFirst = `r=${nonce}null,s=${SALT.toString('base64')},i=${ITERATIONS}`
    this.scram = { bare, serverFirst }
    this.write(`<challenge xmlns='${NS.sasl}'>${Buffer.from(serverFirst).toString('base64')}</challenge>`)
  }

  private succeed(clientFinal: string): void {
    const password = this.around.passwords.get(this.localpart)
    if (password === undefined || this.scram === undefined || this.around.behaviour.refuseLogins) {
      this.write(`<failure xmlns='${NS.sasl}'><not-authorized/></failure>`)
      return
    }
    const { serverKey } = scramKeys('SHA-1', password, SALT, ITERATIONS)
    const withoutProof = clientFinal.replace(/,p=.*$/, '')
    const signed = `${this.scram.bare},${this.scram.serverFirst},${withoutProof}`
    const verifier = `v=${createHmac('sha1', serverKey).update(signed).digest('base64')}`
    this.authenticated = true
    this.restart()
    this.write(`<success xmlns='${NS.sasl}'>${Buffer.from(verifier).toString('base64')}</success>`)
  }

  private iq(iq: Element): void {
    const resource = iq.child('bind', NS.bind)?.child('resource', NS.bind)?.text()
    if (resource !== undefined) {
      this.jid = `${this.localpart}@${DOMAIN}/${resource}`
      this.around.hub.sessions.set(this.jid, this)
      this.write(
        `<iq type='result' id='${iq.id}'><bind xmlns='${NS.bind}'><jid>${this.jid}</jid></bind></iq>`,
      )
      return
    }
    this.around.hub.later(() =>
      this.write(`<iq type='result' id='${iq.id}' from='${DOMAIN}' to='${this.jid}'/>`),
    )
  }

  private message(message: Element): void {
    const { cutAt } = this.around.behaviour
    if (cutAt !== undefined && message.child('body')?.text().startsWith(`T1|${cutAt}|`)) {
      this.socket.destroy()
      return
    }
    this.around.hub.message(this.jid, message)
  }
}

function decoded(element: Element): string {
  return Buffer.from(element.text(), 'base64').toString('utf8')
}
