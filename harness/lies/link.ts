/** One client's connection through the lying proxy: two sockets, two readers, one lie between them. */
import net from 'node:net'
import tls from 'node:tls'
import { type Element, NS } from '../core/element.ts'
import type { Endpoint } from '../core/target-info.ts'
import { type ParsedEvent, StreamParser } from '../wire/parser.ts'
import type { Hooks, Instead, Link, Part } from './lie.ts'
import { PlusExchange } from './scram-server.ts'

export interface LinkOptions {
  readonly port: Link['port']
  readonly upstream: Endpoint
  /** For the proxy's own TLS server towards clients. */
  readonly credentials: tls.SecureContext
  /** SHA-256 of the proxy's certificate, for channel binding to it (RFC 5929 §4). */
  readonly certificateHash: Buffer
  /** Name and authority of the real server, for TLS towards it. */
  readonly serverName: string
  readonly caPem: string
  readonly hooks: Hooks
  readonly links: ProxyLink[]
  readonly passwordOf: (localpart: string) => string | undefined
  /** Called when the lie changed, withheld or invented something. */
  readonly onTold: () => void
}

export class ProxyLink implements Link {
  readonly port: Link['port']
  jid: string | undefined
  private readonly options: LinkOptions
  private client: net.Socket
  private server: net.Socket
  private clientParser = new StreamParser()
  private serverParser = new StreamParser()
  private defaultNs: string = NS.client
  /** Bytes of the client that have not been passed on: an unfinished part. */
  private unforwarded = Buffer.alloc(0)
  private transparent = false
  /** While the proxy speaks to the server on its own behalf, answers come here. */
  private ownAnswer: ((element: Element) => void) | undefined
  private plus: PlusExchange | undefined

  constructor(client: net.Socket, options: LinkOptions) {
    this.options = options
    this.port = options.port
    this.client = client
    this.server =
      options.port === 'c2sDirectTls'
        ? tls.connect({
            host: options.upstream.host,
            port: options.upstream.port,
            servername: options.serverName,
            ca: options.caPem,
            ALPNProtocols: ['xmpp-client'],
          })
        : net.connect({ host: options.upstream.host, port: options.upstream.port, noDelay: true })
    this.listenToClient()
    this.listenToServer()
  }

  get secured(): boolean {
    return this.client instanceof tls.TLSSocket
  }
  get all(): readonly Link[] {
    return this.options.links
  }

  tellClient(...what: readonly (Element | string)[]): void {
    this.options.onTold()
    this.writeToClient(what)
  }

  tellServer(...what: readonly (Element | string)[]): void {
    this.options.onTold()
    this.writeToServer(what)
  }

  hangUp(): void {
    this.options.onTold()
    this.client.end()
  }

  destroy(): void {
    this.client.destroy()
    this.server.destroy()
  }

  /** Says what the real server would have said, did the proxy not stand between: the lie may still change it. */
  private answerForServer(element: Element): void {
    this.passToClient({ kind: 'element', element, raw: element.toString(this.defaultNs) })
  }

  /** Sends to the real server and gives its next element; neither is seen by the client. */
  private async askServer(element: Element): Promise<Element> {
    const answer = new Promise<Element>((resolve) => {
      this.ownAnswer = resolve
    })
    this.writeToServer([element])
    const received = await answer
    this.ownAnswer = undefined
    return received
  }

  private listenToClient(): void {
    const { client } = this
    client.on('data', (bytes: Buffer) => this.fromClient(bytes))
    client.on('end', () => this.server.end())
    client.on('close', (hadError) => (hadError ? this.server.resetAndDestroy() : this.server.destroySoon()))
    client.on('error', () => this.server.resetAndDestroy())
  }

  private listenToServer(): void {
    const { server } = this
    server.on('data', (bytes: Buffer) => {
      for (const event of this.serverParser.push(bytes)) this.fromServer(event)
    })
    server.on('close', () => {
      if (this.server !== server) return
      if (this.lie(this.options.hooks.toClient, { kind: 'end', raw: '' }) === undefined) this.client.end()
    })
    server.on('error', () => this.client.destroy())
  }

  private fromClient(bytes: Buffer): void {
    if (this.transparent) {
      this.server.write(bytes)
      return
    }
    this.unforwarded = Buffer.concat([this.unforwarded, bytes])
    const observing = this.options.hooks.toServer !== undefined
    for (const event of this.clientParser.push(bytes)) {
      if (event.kind === 'malformed') {
        // What cannot be read cannot be lied about: the server gets the very bytes.
        this.transparent = true
        break
      }
      const size = Buffer.byteLength(event.raw)
      const end = this.unforwarded.indexOf(event.raw.slice(0, 1)) + size
      const own = this.unforwarded.subarray(0, end)
      this.unforwarded = this.unforwarded.subarray(end)
      if (event.kind === 'element' && this.playsPlus(event.element)) continue
      if (event.kind === 'header') this.defaultNs = event.defaultNs
      const instead = this.lie(this.options.hooks.toServer, event)
      if (instead === undefined) this.server.write(own)
      else this.writeToServer(instead)
    }
    // A lie that listens to clients needs whole parts; otherwise the server sees the bytes as they came.
    if (this.transparent || !observing) this.flush()
  }

  private flush(): void {
    if (this.unforwarded.length > 0) this.server.write(this.unforwarded)
    this.unforwarded = Buffer.alloc(0)
  }

  /** Channel binding ties a client to this proxy's TLS, so the proxy plays the server in SCRAM-…-PLUS. */
  private playsPlus(element: Element): boolean {
    const mechanism = element.attrs['mechanism'] ?? ''
    if (element.is('auth', NS.sasl) && /^SCRAM-.*-PLUS$/.test(mechanism)) {
      this.plus = new PlusExchange(mechanism, {
        answer: (said) => this.answerForServer(said),
        askServer: (asked) => this.askServer(asked),
        channelBinding: (type) => this.clientChannelBinding(type),
        passwordOf: this.options.passwordOf,
      })
    }
    const exchange = this.plus
    if (exchange === undefined || element.ns !== NS.sasl) return false
    exchange.take(element).then(
      (over) => {
        if (over) this.plus = undefined
      },
      (error: Error) => this.client.destroy(error),
    )
    return true
  }

  private clientChannelBinding(type: string): Buffer | undefined {
    if (!(this.client instanceof tls.TLSSocket)) return undefined
    if (type === 'tls-exporter') {
      return this.client.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
    }
    return type === 'tls-server-end-point' ? this.options.certificateHash : undefined
  }

  private fromServer(event: ParsedEvent): void {
    if (event.kind === 'malformed') {
      this.client.write(event.raw)
      return
    }
    // After success the server's next bytes are a new document (RFC 6120 §6.4.6).
    if (event.kind === 'element' && event.element.is('success', NS.sasl))
      this.serverParser = new StreamParser()
    if (this.ownAnswer !== undefined && event.kind === 'element') {
      this.ownAnswer(event.element)
      return
    }
    if (event.kind === 'header') this.defaultNs = event.defaultNs
    this.passToClient(event)
  }

  private passToClient(part: Part): void {
    if (part.kind === 'element') this.learn(part.element)
    const instead = this.lie(this.options.hooks.toClient, part)
    const proceeds = part.kind === 'element' && part.element.is('proceed', NS.tls)
    if (instead === undefined) this.client.write(part.raw)
    else this.writeToClient(instead)
    if (instead === undefined && proceeds) this.upgrade()
    const succeeded =
      instead === undefined
        ? part.kind === 'element' && part.element.is('success', NS.sasl)
        : instead.some((said) => typeof said !== 'string' && said.is('success', NS.sasl))
    if (succeeded) {
      this.clientParser = new StreamParser()
      this.unforwarded = Buffer.alloc(0)
    }
  }

  private learn(element: Element): void {
    const bound = element.child('bind', NS.bind)?.child('jid', NS.bind)?.text()
    if (element.is('iq') && element.type === 'result' && bound !== undefined) this.jid = bound
  }

  private lie(hook: ((part: Part, link: Link) => Instead) | undefined, part: Part): Instead {
    const instead = hook?.(part, this)
    if (instead !== undefined) this.options.onTold()
    return instead
  }

  /** TLS on both sides, in place (RFC 6120 §5.4.3). */
  private upgrade(): void {
    const { client, server, options } = this
    for (const socket of [client, server]) socket.removeAllListeners()
    // The certificate lists every name of the target, so one context serves whatever the client asks for.
    this.client = new tls.TLSSocket(client, { isServer: true, secureContext: options.credentials })
    this.server = tls.connect({ socket: server, servername: options.serverName, ca: options.caPem })
    this.clientParser = new StreamParser()
    this.serverParser = new StreamParser()
    this.unforwarded = Buffer.alloc(0)
    this.listenToClient()
    this.listenToServer()
  }

  private writeToClient(what: readonly (Element | string)[]): void {
    for (const said of what) this.client.write(this.serialise(said))
  }
  private writeToServer(what: readonly (Element | string)[]): void {
    for (const said of what) this.server.write(this.serialise(said))
  }
  private serialise(said: Element | string): string {
    return typeof said === 'string' ? said : said.toString(this.defaultNs)
  }
}
