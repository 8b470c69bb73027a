/**
 * The dialogue from a connection to an available resource, as lean as it can be: what is the same for
 * every connection is parsed once, what differs is cut out of the text.
 */
import type { Account } from '../core/account.ts'
import { type Element, escapeXml, NS } from '../core/element.ts'
import { CannotRunError } from '../core/errors.ts'
import { type BindingType, channelBinding } from '../wire/channel-binding.ts'
import { type ChannelBinding, clientFinal, clientFirst, provesServer, type ScramHash } from '../wire/scram.ts'
import { parseElement } from '../wire/xml.ts'
import type { ElementStream, StreamEvents } from './load-stream.ts'
import { ENABLE, StreamManagement } from './stream-management.ts'
import type { Route } from './transport.ts'

/** How long each step of a login may take, in milliseconds. */
const STEP_BOUND = 10_000

const HASHES: readonly ScramHash[] = ['SHA-256', 'SHA-1']

/** What a server offers on a stream. */
interface Offer {
  readonly mechanisms: ReadonlySet<string>
  /** The best of those that SCRAM is offered with. */
  readonly hash: ScramHash | undefined
  readonly bindings: ReadonlySet<string>
  readonly streamManagement: boolean
}

/** Offers by the text of the features: every connection of a run is offered the same. */
const offers = new Map<string, Offer>()
const MOST_OFFERS = 64

/** What a login has led to. */
export type Session =
  | {
      readonly kind: 'new session'
      /** The full JID that the server bound. */
      readonly jid: string
      /** Where the route asks for it. */
      readonly management: StreamManagement | undefined
    }
  | { readonly kind: 'resumed'; readonly management: StreamManagement }

/** What the next element has to be. */
interface Expectation {
  readonly what: string
  readonly beginning: string | RegExp
}

/**
 * Says something, gives what it expects next, and is resumed with the element as soon as that has come. Promises
 * would say the same, and cost a login several turns of their queue for each element.
 */
type Dialogue<T> = Generator<Expectation, T, string>

/** Stands among the elements for the moment from which on bytes can be sent. */
const OPENED = 'opened'

export class Login implements StreamEvents {
  private readonly stream: ElementStream
  private readonly route: Route
  private readonly account: Account
  private readonly heard: string[] = []
  private dialogue: Dialogue<Session> | undefined
  private awaited: Expectation | undefined
  private resolve: (session: Session) => void = () => {}
  private reject: (error: unknown) => void = () => {}
  /** One for all steps: it begins anew with each. */
  private timer: NodeJS.Timeout | undefined
  private endReason: string | undefined
  /** From `<enabled/>` on. */
  private management: StreamManagement | undefined

  constructor(stream: ElementStream, route: Route, account: Account) {
    this.stream = stream
    this.route = route
    this.account = account
  }

  /** Elements that came after the last one that was awaited. */
  get leftOver(): readonly string[] {
    return this.heard
  }

  opened(): void {
    this.heard.push(OPENED)
    this.look()
  }

  element(bytes: Buffer, start: number, end: number): void {
    this.heard.push(bytes.toString('utf8', start, end))
    this.look()
  }

  end(reason: string): void {
    this.endReason = reason
    this.look()
  }

  /**
   * Logs in by SCRAM and becomes available with a resource, or resumes the previous session where it can be.
   * @throws CannotRunError that names the step which did not succeed
   */
  perform(resource: string, previous?: StreamManagement): Promise<Session> {
    return new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
      this.timer = setTimeout(() => this.tooSlow(), STEP_BOUND)
      this.dialogue = this.logIn(resource, previous)
      this.proceed('')
      this.look()
    })
  }

  private *logIn(resource: string, previous: StreamManagement | undefined): Dialogue<Session> {
    yield* this.connected()
    if (this.route.transport === 'STARTTLS') yield* this.startTls()
    yield* this.authenticate(yield* this.openStream())
    const offer = yield* this.openStream()
    if (previous !== undefined && (yield* this.resume(previous))) {
      return { kind: 'resumed', management: previous }
    }
    const jid = yield* this.bind(resource)
    if (this.route.resumable === true) yield* this.manage(offer)
    yield* this.becomeAvailable(jid)
    return { kind: 'new session', jid, management: this.management }
  }

  private *connected(): Dialogue<void> {
    yield expected(connectionOf(this.route, this.stream.tls !== undefined), OPENED)
  }

  private *startTls(): Dialogue<void> {
    yield* this.openStream()
    this.stream.write(`<starttls xmlns='${NS.tls}'/>`)
    yield expected('<proceed/>', '<proceed')
    this.stream.secure()
    yield* this.connected()
  }

  private *authenticate(offer: Offer): Dialogue<void> {
    const { mechanism, hash, binding } = this.choose(offer)
    const start = clientFirst(this.account.localpart, binding)
    this.stream.write(`<auth xmlns='${NS.sasl}' mechanism='${mechanism}'>${toBase64(start.message)}</auth>`)
    const challenge = contentOf(yield expected('<challenge/>', '<challenge'))
    const finish = clientFinal(hash, this.account.password, start, fromBase64(challenge))
    this.stream.write(`<response xmlns='${NS.sasl}'>${toBase64(finish.message)}</response>`)
    const success = contentOf(yield expected('<success/>', '<success'))
    if (!provesServer(finish, fromBase64(success))) {
      throw this.failed('a signature that proves the server knows the account', 'another one')
    }
  }

  /** Bound to TLS where both sides can, as clients do (RFC 5802 §6). */
  private choose({ mechanisms, hash, bindings }: Offer): {
    mechanism: string
    hash: ScramHash
    binding: ChannelBinding
  } {
    if (hash === undefined) {
      throw this.failed(
        'an offer of SCRAM-SHA-256 or SCRAM-SHA-1',
        `an offer of ${[...mechanisms].join(', ') || 'nothing'}`,
      )
    }
    const unbound = { mechanism: `SCRAM-${hash}`, hash, binding: { flag: 'n' } } as const
    const { tls } = this.stream
    if (tls === undefined) return unbound
    const plus = `SCRAM-${hash}-PLUS`
    const type = bindingType(bindings, tls.getProtocol() === 'TLSv1.3')
    if (type === undefined || !mechanisms.has(plus)) return unbound
    return { mechanism: plus, hash, binding: { flag: 'p', type, data: channelBinding(tls, type) } }
  }

  private *bind(resource: string): Dialogue<string> {
    this.stream.write(
      `<iq type='set' id='bind'><bind xmlns='${NS.bind}'><resource>${escapeXml(resource)}</resource></bind></iq>`,
    )
    const bound = yield expected('a bound resource', /^<iq\b[^>]*\sid=['"]bind['"]/)
    const jid = parseJid(bound)
    if (jid === undefined) throw this.failed('a bound resource', bound)
    return jid
  }

  private *manage({ streamManagement }: Offer): Dialogue<void> {
    if (!streamManagement) throw this.failed('an offer of stream management (XEP-0198)', 'none')
    this.stream.write(ENABLE)
    this.management = StreamManagement.from(yield expected('<enabled/>', '<enabled'))
  }

  private *resume(previous: StreamManagement): Dialogue<boolean> {
    if (previous.id === '') return false
    this.stream.write(previous.resume)
    const answer = yield expected('<resumed/> or <failed/>', /^<(?:resumed|failed)\b/)
    if (!answer.startsWith('<resumed')) return false
    if (!previous.acknowledge(answer)) throw this.failed('a count of stanzas that were sent', answer)
    return true
  }

  private *becomeAvailable(jid: string): Dialogue<void> {
    const presence = '<presence/>'
    this.stream.write(presence)
    this.management?.sent(presence)
    // The server reflects presence to its sender once it has been processed (RFC 6121 §4.2.2).
    for (;;) {
      const reflected = yield expected('its own presence', '<presence')
      if (fromOf(reflected) === jid) return
    }
  }

  /** A new stream on the connection; gives what is offered there. */
  private *openStream(): Dialogue<Offer> {
    this.stream.open()
    return this.offerOf(yield expected('stream features', '<stream:features'))
  }

  private offerOf(features: string): Offer {
    const known = offers.get(features)
    if (known !== undefined) return known
    const offer = readOffer(parseElement(features))
    if (offers.size < MOST_OFFERS) offers.set(features, offer)
    return offer
  }

  /** Goes on with the dialogue until it expects something else, or ends. */
  private proceed(text: string): void {
    this.awaited = undefined
    this.timer?.refresh()
    try {
      const step = this.dialogue?.next(text)
      if (step?.done) this.succeed(step.value)
      else this.awaited = step?.value
    } catch (error) {
      this.giveUp(error)
    }
  }

  /** Looks for what is awaited in what has come; stanzas that are no errors may come in between. */
  private look(): void {
    for (let { awaited } = this; awaited !== undefined; { awaited } = this) {
      const { what, beginning } = awaited
      const text = this.heard.shift()
      if (text === undefined) {
        if (this.endReason === undefined) return
        this.giveUp(this.failed(what, `the end of the connection (${this.endReason})`))
      } else if (this.management !== undefined && this.managed(this.management, text)) continue
      else if (typeof beginning === 'string' ? text.startsWith(beginning) : beginning.test(text)) {
        this.proceed(text)
      } else if (!/^<(?:message|presence|iq)\b(?![^>]*\stype=['"]error)/.test(text)) {
        this.giveUp(this.failed(what, text))
      }
    }
  }

  private tooSlow(): void {
    this.giveUp(this.failed(this.awaited?.what ?? 'a login', `nothing within ${STEP_BOUND} ms`))
  }

  private succeed(session: Session): void {
    clearTimeout(this.timer)
    this.resolve(session)
  }

  private giveUp(error: unknown): void {
    clearTimeout(this.timer)
    this.awaited = undefined
    this.reject(error)
  }

  /** Whether the element belongs to stream management; a stanza is counted there. */
  private managed(management: StreamManagement, text: string): boolean {
    if (text.startsWith('<r ')) this.stream.write(management.answer)
    else if (!text.startsWith('<a ')) {
      management.stanzaReceived()
      return false
    } else if (!management.acknowledge(text)) {
      this.giveUp(this.failed('a count of stanzas that were sent', text))
    }
    return true
  }

  private failed(expected: string, got: string): CannotRunError {
    const { endpoint, transport } = this.route
    return new CannotRunError(
      `${this.account.bareJid} could not log in at ${endpoint.host}:${endpoint.port} (${transport}): expected ${expected}, got ${got}.`,
    )
  }
}

/** What a transport is waited for to be, in words. */
function connectionOf({ transport, domain }: Route, underTls: boolean): string {
  switch (transport) {
    case 'TCP':
      return 'a TCP connection'
    case 'STARTTLS':
      return underTls ? `a TLS handshake for ${domain}` : 'a TCP connection'
    case 'direct TLS':
      return `a TLS handshake for ${domain}`
    case 'WebSocket':
    case 'secure WebSocket':
      return 'a WebSocket'
    case 'BOSH':
    case 'secure BOSH':
      return 'a way for BOSH'
  }
}

function expected(what: string, beginning: string | RegExp): Expectation {
  return { what, beginning }
}

function readOffer(features: Element): Offer {
  const named = (parent: string, ns: string, child: string) =>
    features.child(parent, ns)?.childrenNamed(child, ns) ?? []
  const bindings = named('sasl-channel-binding', NS.channelBinding, 'channel-binding')
  const mechanisms = new Set(named('mechanisms', NS.sasl, 'mechanism').map((mechanism) => mechanism.text()))
  return {
    mechanisms,
    hash: HASHES.find((candidate) => mechanisms.has(`SCRAM-${candidate}`)),
    bindings: new Set(bindings.flatMap(({ attrs }) => attrs['type'] ?? [])),
    streamManagement: features.child('sm', NS.streamManagement) !== undefined,
  }
}

/** A server that names no types is taken to know the one that its version of TLS has (RFC 9266 §4). */
function bindingType(bindings: ReadonlySet<string>, tls13: boolean): BindingType | undefined {
  if (bindings.size === 0) return tls13 ? 'tls-exporter' : undefined
  if (tls13 && bindings.has('tls-exporter')) return 'tls-exporter'
  return bindings.has('tls-server-end-point') ? 'tls-server-end-point' : undefined
}

function contentOf(element: string): string {
  return element.slice(element.indexOf('>') + 1, element.lastIndexOf('<'))
}

function parseJid(bound: string): string | undefined {
  const plain = /<jid>([^<&]+)<\/jid>/.exec(bound)?.[1]
  return plain ?? parseElement(bound).child('bind', NS.bind)?.child('jid', NS.bind)?.text()
}

/** Who an element is from, as far as no character in the address had to be escaped in its own way. */
function fromOf(element: string): string | undefined {
  const from = /^[^>]*?\sfrom=(?:'([^']*)'|"([^"]*)")/.exec(element)
  const text = from?.[1] ?? from?.[2]
  return text?.includes('&') ? parseElement(element).from : text
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
