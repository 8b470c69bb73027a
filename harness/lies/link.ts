/** One client's connection through the lying proxy: two sides, and one lie between them. */
import { X509Certificate } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import { type Element, NS } from '../core/element.ts'
import type { Endpoint } from '../core/target-info.ts'
import { tapped } from '../wire/tls-records.ts'
import type { Hooks, Instead, Link, Part } from './lie.ts'
import type { Belongings } from './lying-server.ts'
import { failure, PlusExchange } from './scram-server.ts'
import { Side, type WholePart } from './side.ts'

export interface LinkOptions {
  readonly port: Link['port']
  readonly upstream: Endpoint
  /** For the proxy's own TLS server towards clients. */
  readonly credentials: tls.SecureContext
  /** `tls-server-end-point` of the proxy's certificate (RFC 5929 §4). */
  readonly endPoint: Buffer
  /** Of the real server, and the authority that it trusts, for TLS towards it. */
  readonly domain: string
  readonly caPem: string
  readonly hooks: Hooks
  readonly links: ProxyLink[]
  readonly belongings: Belongings
}

export class ProxyLink implements Link {
  readonly port: Link['port']
  jid: string | undefined
  private readonly options: LinkOptions
  private readonly client: Side
  private readonly server: Side
  private defaultNs: string = NS.client
  /** While the proxy speaks to the server on its own behalf, the next answer comes here. */
  private ownAnswer: ((element: Element) => void) | undefined
  private plus: PlusExchange | undefined

  /** @param client allows each direction to end by itself */
  constructor(client: net.Socket, options: LinkOptions) {
    this.options = options
    this.port = options.port
    const { host, port } = options.upstream
    this.client = new Side(client, {
      part: (part, bytes) => this.fromClient(part, bytes),
      bytes: (bytes) => this.server.write(bytes),
      holds: (beginning) =>
        options.hooks.toServer !== undefined || this.plus !== undefined || mayBeginAuth(beginning),
      ended: (how) => (how === 'cut' ? this.server.reset() : this.server.end()),
    })
    this.server = new Side(net.connect({ host, port, noDelay: true, allowHalfOpen: true }), {
      part: (part, bytes) => this.fromServer(part, bytes),
      bytes: (bytes) => this.client.write(bytes),
      holds: () => options.hooks.toClient !== undefined || this.ownAnswer !== undefined,
      ended: (how) => this.serverEnded(how),
    })
    if (options.port === 'c2sDirectTls') this.upgrade(['xmpp-client'])
  }

  get domain(): string {
    return this.options.domain
  }
  get secured(): boolean {
    return this.client.tls !== undefined
  }
  get all(): readonly Link[] {
    return this.options.links
  }

  tellClient(...what: readonly (Element | string)[]): void {
    this.say(this.client, what)
  }

  tellServer(...what: readonly (Element | string)[]): void {
    this.say(this.server, what)
  }

  hangUp(): void {
    this.client.end()
  }

  cutOff(): void {
    this.client.reset()
  }

  destroy(): void {
    this.client.destroy()
    this.server.destroy()
  }

  private fromClient(part: WholePart, bytes: Buffer): void {
    if (part.kind === 'element' && this.playsPlus(part.element)) return
    if (part.kind === 'header') this.defaultNs = part.defaultNs
    const instead = this.lie(this.options.hooks.toServer, part)
    if (instead === undefined) this.server.write(bytes)
    else this.say(this.server, instead)
  }

  private fromServer(part: WholePart, bytes: Buffer): void {
    const element = part.kind === 'element' ? part.element : undefined
    // After success the server's next bytes are a new document (RFC 6120 §6.4.6).
    if (element?.is('success', NS.sasl)) this.server.restart()
    if (element !== undefined && this.ownAnswer !== undefined) {
      const answer = this.ownAnswer
      this.ownAnswer = undefined
      answer(element)
      return
    }
    if (part.kind === 'header') this.defaultNs = part.defaultNs
    this.toClient(part, bytes)
  }

  private toClient(part: WholePart, bytes: Buffer): void {
    if (part.kind === 'element') this.learn(part.element)
    const instead = this.lie(this.options.hooks.toClient, part)
    if (instead === undefined) this.client.write(bytes)
    else this.say(this.client, instead)
    const heard = instead ?? (part.kind === 'element' ? [part.element] : [])
    const wasTold = (name: string, ns: string) =>
      heard.some((said) => typeof said !== 'string' && said.is(name, ns))
    if (wasTold('proceed', NS.tls)) this.upgrade()
    if (wasTold('success', NS.sasl)) this.client.restart()
  }

  private serverEnded(how: 'orderly' | 'cut'): void {
    // To a client that has gone nothing can be told.
    const withheld =
      !this.client.hasEnded && this.lie(this.options.hooks.toClient, { kind: 'end', raw: '' }) !== undefined
    if (withheld) return
    if (how === 'cut') this.client.reset()
    else this.client.end()
  }

  private learn(element: Element): void {
    const bound = element.child('bind', NS.bind)?.child('jid', NS.bind)?.text()
    if (element.is('iq') && element.type === 'result' && bound !== undefined) this.jid = bound
  }

  private lie(hook: ((part: Part, link: Link) => Instead) | undefined, part: Part): Instead {
    return hook?.(part, this)
  }

  private say(to: Side, what: readonly (Element | string)[]): void {
    for (const said of what) to.write(typeof said === 'string' ? said : said.toString(this.defaultNs))
  }

  /** TLS on both sides, in place (RFC 6120 §5.4.3). */
  private upgrade(alpn: string[] = []): void {
    const { credentials, domain, caPem } = this.options
    const offer = alpn.length === 0 ? {} : { ALPNProtocols: alpn }
    const towardsServer = (identity: { cert?: string; key?: string }) =>
      this.server.upgrade((tcp) =>
        tls.connect({
          socket: tcp,
          servername: domain,
          ca: caPem,
          rejectUnauthorized: true,
          ...identity,
          ...offer,
        }),
      )
    const isPeer = this.port === 's2s'
    // Whether a peer is to be trusted, with a certificate or without, is for the real server to say: it gets the very one.
    const asked = isPeer ? { requestCert: true } : {}
    const { chooses, tap } = this.options.hooks.tls ?? {}
    const likes = chooses === undefined ? {} : { ALPNProtocols: [...chooses] }
    // The certificate lists every name of the target, so one context serves whatever the client asks for.
    this.client.upgrade((tcp) => {
      const beneath =
        tap === undefined
          ? tcp
          : tapped(
              tcp,
              tap(this, (bytes) => tcp.write(bytes)),
            )
      return new tls.TLSSocket(beneath, {
        isServer: true,
        secureContext: credentials,
        ...asked,
        ...offer,
        ...likes,
      })
    })
    if (isPeer) this.client.tls?.once('secure', () => towardsServer(this.peerIdentity()))
    else towardsServer({})
  }

  /** What the peer has presented, to present it in its place. */
  private peerIdentity(): { cert?: string; key?: string } {
    const presented = this.client.tls?.getPeerX509Certificate()?.fingerprint256
    const issued = this.options.belongings.certificates.find(
      ({ certificatePem }) => new X509Certificate(certificatePem).fingerprint256 === presented,
    )
    return issued === undefined ? {} : { cert: issued.certificatePem, key: issued.keyPem }
  }

  /** Channel binding ties a client to this proxy's TLS, so the proxy plays the server in SCRAM-…-PLUS. */
  private playsPlus(element: Element): boolean {
    const mechanism = element.attrs['mechanism'] ?? ''
    if (element.is('auth', NS.sasl) && /^SCRAM-SHA-(1|256)-PLUS$/.test(mechanism)) {
      this.plus = new PlusExchange(mechanism, {
        answer: (said) => this.answerForServer(said),
        askServer: (asked) => this.askServer(asked),
        channelBinding: (type) => this.clientChannelBinding(type),
        passwordOf: this.options.belongings.passwordOf,
      })
    }
    const { plus } = this
    if (plus === undefined || element.ns !== NS.sasl) return false
    plus.take(element).then(
      (over) => {
        if (over) this.plus = undefined
      },
      (error: Error) => {
        this.plus = undefined
        this.answerForServer(failure('temporary-auth-failure', error.message))
      },
    )
    return true
  }

  /** Says what the real server would have said, did the proxy not stand between: the lie may still change it. */
  private answerForServer(element: Element): void {
    const raw = element.toString(this.defaultNs)
    this.toClient({ kind: 'element', element, raw }, Buffer.from(raw))
  }

  /** Sends to the real server and gives its next element; neither is seen by the client. */
  private askServer(element: Element): Promise<Element> {
    return new Promise((resolve) => {
      this.ownAnswer = resolve
      this.say(this.server, [element])
    })
  }

  private clientChannelBinding(type: string): Buffer | undefined {
    const { tls } = this.client
    if (type === 'tls-exporter') {
      return tls?.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
    }
    if (type === 'tls-unique') return tls?.getPeerFinished()
    return type === 'tls-server-end-point' ? this.options.endPoint : undefined
  }
}

/** Whether these bytes are, or may become, an `<auth>`: the proxy may have to answer it itself. */
function mayBeginAuth(bytes: Buffer): boolean {
  const beginning = bytes.subarray(0, 5).toString('latin1')
  return '<auth'.startsWith(beginning)
}
