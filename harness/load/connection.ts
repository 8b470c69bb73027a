/**
 * A client's connection as lean as load needs it: a socket under TLS, a framer, and strings that were
 * built beforehand. It logs in, then hands every element on as bytes; it never reconnects.
 */
import net from 'node:net'
import tls from 'node:tls'
import type { Account } from '../core/account.ts'
import { type Element, escapeXml, NS } from '../core/element.ts'
import { CannotRunError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { clientFinal, clientFirst, provesServer, type ScramHash } from '../wire/scram.ts'
import { parseElement } from '../wire/xml.ts'
import { StanzaFramer } from './framer.ts'

/** Where and how connections are made. Plain data: it crosses to workers. */
export interface Route {
  readonly domain: string
  readonly endpoint: Endpoint
  readonly transport: 'direct TLS' | 'STARTTLS'
  /** The authority that certificates are verified against. Empty: the system's. */
  readonly caPem: string
}

/** A TLS context for all connections of a route: one of its own for each would cost 12 KiB apiece. */
export function tlsContext(route: Route): tls.SecureContext {
  return tls.createSecureContext(route.caPem === '' ? {} : { ca: route.caPem })
}

export interface ConnectionEvents {
  /** One element, `bytes` from `start` up to, not including, `end`. Valid during the call only. */
  element(bytes: Buffer, start: number, end: number): void
  /** The connection is over, for this reason; at most once. */
  end(reason: string): void
}

/** How long each step of a login may take, in milliseconds. */
const STEP_BOUND = 10_000
/** How long the server may take to close its side, in milliseconds. */
const CLOSE_BOUND = 2_000

const MECHANISMS: readonly ScramHash[] = ['SHA-256', 'SHA-1']

export class LoadConnection {
  private readonly route: Route
  private readonly account: Account
  private socket: net.Socket
  private framer = new StanzaFramer(this.login())
  private readonly heard: Element[] = []
  private waiting: (() => void) | undefined
  private events: ConnectionEvents | undefined
  private endReason: string | undefined
  private boundJid = ''

  private constructor(route: Route, account: Account, socket: net.Socket) {
    this.route = route
    this.account = account
    this.socket = socket
    this.listen()
  }

  /**
   * Connects, logs in by SCRAM, binds the resource and becomes available.
   * @throws CannotRunError that names the step which did not succeed
   */
  static async open(
    route: Route,
    context: tls.SecureContext,
    account: Account,
    resource: string,
  ): Promise<LoadConnection> {
    const { host, port } = route.endpoint
    const secure = { servername: route.domain, secureContext: context }
    const socket =
      route.transport === 'direct TLS'
        ? tls.connect({ host, port, ...secure, ALPNProtocols: ['xmpp-client'] })
        : net.connect({ host, port })
    socket.setNoDelay(true)
    const connection = new LoadConnection(route, account, socket)
    try {
      await connection.established(route.transport === 'direct TLS' ? 'secureConnect' : 'connect')
      if (route.transport === 'STARTTLS') await connection.startTls(secure)
      await connection.authenticate()
      await connection.bind(resource)
      return connection
    } catch (error) {
      connection.socket.destroy()
      throw error
    }
  }

  /** The full JID that the server bound. */
  get jid(): string {
    return this.boundJid
  }

  get ended(): boolean {
    return this.endReason !== undefined
  }

  /** Whether the server reads more slowly than this side writes. */
  get congested(): boolean {
    return this.socket.writableNeedDrain
  }

  /** From now on elements go there. */
  attach(events: ConnectionEvents): void {
    this.events = events
    if (this.endReason !== undefined) events.end(this.endReason)
  }

  send(xml: string): void {
    this.socket.write(xml)
  }

  /** Becomes unavailable, closes the stream, and waits for the server to do the same within a bound. */
  async close(): Promise<void> {
    this.events = { element: () => {}, end: () => {} }
    if (this.ended) return
    this.socket.end("<presence type='unavailable'/></stream:stream>")
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.socket.destroy(), CLOSE_BOUND)
      this.socket.once('close', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  private async startTls(secure: tls.ConnectionOptions): Promise<void> {
    await this.openStream()
    this.send(`<starttls xmlns='${NS.tls}'/>`)
    await this.next('<proceed/>', (element) => element.is('proceed', NS.tls))
    const plain = this.socket
    plain.removeAllListeners()
    this.socket = tls.connect({ socket: plain, ...secure })
    this.listen()
    await this.established('secureConnect')
  }

  private async authenticate(): Promise<void> {
    const features = await this.openStream()
    const offered = features.child('mechanisms', NS.sasl)?.childrenNamed('mechanism', NS.sasl) ?? []
    const names = offered.map((mechanism) => mechanism.text())
    const hash = MECHANISMS.find((candidate) => names.includes(`SCRAM-${candidate}`))
    if (hash === undefined) {
      throw this.failed(
        'an offer of SCRAM-SHA-256 or SCRAM-SHA-1',
        `an offer of ${names.join(', ') || 'nothing'}`,
      )
    }
    const start = clientFirst(this.account.localpart, { flag: 'n' })
    this.send(`<auth xmlns='${NS.sasl}' mechanism='SCRAM-${hash}'>${toBase64(start.message)}</auth>`)
    const challenge = await this.next('<challenge/>', (element) => element.is('challenge', NS.sasl))
    const finish = clientFinal(hash, this.account.password, start, fromBase64(challenge.text()))
    this.send(`<response xmlns='${NS.sasl}'>${toBase64(finish.message)}</response>`)
    const success = await this.next('<success/>', (element) => element.is('success', NS.sasl))
    if (!provesServer(finish, fromBase64(success.text()))) {
      throw this.failed('a signature that proves the server knows the account', 'another one')
    }
  }

  private async bind(resource: string): Promise<void> {
    await this.openStream()
    this.send(
      `<iq type='set' id='bind'><bind xmlns='${NS.bind}'><resource>${escapeXml(resource)}</resource></bind></iq>`,
    )
    const bound = await this.next('a bound resource', (element) => element.id === 'bind')
    this.boundJid = bound.child('bind', NS.bind)?.child('jid', NS.bind)?.text() ?? ''
    if (this.boundJid === '') throw this.failed('a bound resource', bound.toString(NS.client))
    this.send('<presence/>')
    // The server reflects presence to its sender once it has been processed (RFC 6121 §4.2.2).
    await this.next(
      'its own presence',
      (element) => element.name === 'presence' && element.from === this.boundJid,
    )
  }

  /** A new stream on the connection; gives the features. */
  private async openStream(): Promise<Element> {
    this.framer = new StanzaFramer(this.login())
    const to = escapeXml(this.route.domain)
    this.send(
      `<?xml version='1.0'?><stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' to='${to}' version='1.0'>`,
    )
    return this.next('stream features', (element) => element.is('features', NS.streams))
  }

  /**
   * The next element, which must be the expected one; presence of others may come in between.
   * @throws CannotRunError when something else comes, or nothing within the bound
   */
  private async next(what: string, matches: (element: Element) => boolean): Promise<Element> {
    for (;;) {
      const element = this.heard.shift()
      if (element !== undefined) {
        if (matches(element)) return element
        if (!element.isStanza || element.type === 'error')
          throw this.failed(what, element.toString(NS.client))
      } else if (this.endReason !== undefined) {
        throw this.failed(what, `the end of the connection (${this.endReason})`)
      } else {
        await this.something(what)
      }
    }
  }

  private something(what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.failed(what, `nothing within ${STEP_BOUND} ms`)), STEP_BOUND)
      this.waiting = () => {
        clearTimeout(timer)
        this.waiting = undefined
        resolve()
      }
    })
  }

  private established(event: 'connect' | 'secureConnect'): Promise<void> {
    const what = event === 'connect' ? 'a TCP connection' : `a TLS handshake for ${this.route.domain}`
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.failed(what, `nothing within ${STEP_BOUND} ms`)), STEP_BOUND)
      this.waiting = () => {
        clearTimeout(timer)
        reject(this.failed(what, this.endReason ?? 'data before the handshake'))
      }
      this.socket.once(event, () => {
        clearTimeout(timer)
        this.waiting = undefined
        resolve()
      })
    })
  }

  private failed(expected: string, got: string): CannotRunError {
    const { host, port } = this.route.endpoint
    return new CannotRunError(
      `${this.account.bareJid} could not log in at ${host}:${port} (${this.route.transport}): expected ${expected}, got ${got}.`,
    )
  }

  private listen(): void {
    const { socket } = this
    socket.on('data', (chunk: Buffer) => {
      try {
        this.framer.push(chunk)
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)))
      }
    })
    socket.once('error', (error) => this.finish(error.message))
    socket.once('close', () => this.finish('closed by the server'))
  }

  private finish(reason: string): void {
    if (this.endReason !== undefined) return
    this.endReason = reason
    this.socket.destroy()
    this.waiting?.()
    this.events?.end(reason)
  }

  /** Elements are parsed while the connection logs in, and passed on as bytes afterwards. */
  private login() {
    return {
      header: () => {},
      element: (bytes: Buffer, start: number, end: number) => {
        if (this.events !== undefined) {
          this.events.element(bytes, start, end)
          return
        }
        this.heard.push(parseElement(bytes.toString('utf8', start, end)))
        this.waiting?.()
      },
      close: () => this.finish('the server closed the stream'),
    }
  }
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
