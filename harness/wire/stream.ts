/**
 * A client's connection to a server, as bare as it gets: bytes in, elements out.
 *
 * It never negotiates, answers, pings or reconnects by itself; what a verification does not send is
 * not sent. Everything received stays in `events`, in order of arrival.
 */
import { isUtf8 } from 'node:buffer'
import net from 'node:net'
import tls from 'node:tls'
import { type Element, NS } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { type BindingType, channelBinding } from './channel-binding.ts'
import { type ParsedEvent, StreamParser } from './parser.ts'
import { type Tap, tapped } from './tls-records.ts'
import type { Transcript } from './transcript.ts'

export type StreamEvent = (
  | ParsedEvent
  | { readonly kind: 'end'; readonly reason: string; readonly raw: '' }
) & {
  /** Milliseconds since the transcript began. */
  readonly at: number
}

export interface ConnectOptions {
  /** Whose connection it is, for the transcript: `romeo/orchard`. */
  readonly name: string
  readonly endpoint: Endpoint
  readonly transcript: Transcript
  /** How long to wait for anything that the server owes, in milliseconds. */
  readonly patience: number
}

export interface TlsOptions {
  /** The name the certificate must be for (RFC 6120 §13.7.2), also sent as SNI. */
  readonly serverName: string
  /** The authority to verify against; empty for the system's. */
  readonly caPem: string
  /** Application protocols to offer, for example `xmpp-client` (XEP-0368). */
  readonly alpn?: readonly string[]
  /** The certificate to present when the server asks for one. */
  readonly identity?: { readonly certificatePem: string; readonly keyPem: string }
  readonly ciphers?: string
  readonly minVersion?: tls.SecureVersion
  readonly maxVersion?: tls.SecureVersion
  /** What is between TLS and the network. */
  readonly tap?: Tap
}

export class WireStream {
  readonly name: string
  readonly transcript: Transcript
  readonly events: StreamEvent[] = []
  /** How often an iq was sent with each id; one without an id is answered with an empty one (RFC 6120 §8.3.1). */
  readonly asked = new Map<string, number>()
  private readonly patience: number
  private readonly tcp: net.Socket
  private socket: net.Socket | tls.TLSSocket
  private stopListening: () => void = () => {}
  private endReason = 'closed by the server'
  /** Of what was sent: a tag that is not whole yet. */
  private unfinishedTag = ''
  private parser = new StreamParser()
  private readonly watchers = new Set<() => void>()
  private readonly listeners = new Set<(event: StreamEvent) => void>()
  private readonly ears = new Set<(bytes: Buffer) => void>()
  private cursor = 0

  private constructor(socket: net.Socket, options: ConnectOptions) {
    this.tcp = socket
    this.socket = socket
    this.name = options.name
    this.transcript = options.transcript
    this.patience = options.patience
  }

  /** Opens a TCP connection. @throws InconclusiveError when nothing accepts it within the patience */
  static async connect(options: ConnectOptions): Promise<WireStream> {
    const { endpoint, name, transcript, patience } = options
    const socket = net.connect({ host: endpoint.host, port: endpoint.port, noDelay: true })
    await settled(socket, 'connect', patience, `a TCP connection to ${endpoint.host}:${endpoint.port}`)
    transcript.noted(name, `connected to ${endpoint.host}:${endpoint.port}`)
    const stream = new WireStream(socket, options)
    stream.listen()
    return stream
  }

  /** The stream's opening tag as a client sends it; overrides by attribute, `undefined` leaves one out. */
  static header(attrs: Readonly<Record<string, string | undefined>>): string {
    const all: Record<string, string | undefined> = {
      version: '1.0',
      xmlns: NS.client,
      'xmlns:stream': NS.streams,
      ...attrs,
    }
    const written = Object.entries(all)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}='${value}'`)
      .join('')
    return `<?xml version='1.0'?><stream:stream${written}>`
  }

  send(data: string | Uint8Array | Element): void {
    const bytes = Buffer.from(
      data instanceof Uint8Array || typeof data === 'string' ? data : data.toString(NS.client),
    )
    const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
    this.countIqs(text)
    this.transcript.sent(this.name, text)
    this.socket.write(bytes)
  }

  private countIqs(text: string): void {
    const tags = this.unfinishedTag + text
    const last = tags.lastIndexOf('<')
    this.unfinishedTag = last > tags.lastIndexOf('>') ? tags.slice(last) : ''
    for (const [, attributes = ''] of tags.matchAll(/<(?:[\w.-]+:)?iq(\s[^>]*)?>/g)) {
      const [, , id = ''] = /\bid=(['"])(.*?)\1/.exec(attributes) ?? []
      const read = unescapeXml(id)
      this.asked.set(read, (this.asked.get(read) ?? 0) + 1)
    }
  }

  /** Sends bytes beneath TLS, where nothing but its records should be. */
  sendInClear(text: string): void {
    this.transcript.sent(this.name, text)
    this.tcp.write(text)
  }

  /** Begins a new stream on the same connection: what comes next is a new document (RFC 6120 §4.3.3). */
  restart(): void {
    this.parser = new StreamParser()
  }

  /**
   * Negotiates TLS on the connection, in place. The stream begins anew.
   * @throws InconclusiveError when the certificate is not to be trusted, or there is no TLS within the patience
   */
  async secure(options: TlsOptions): Promise<void> {
    const what = `a TLS handshake for ${options.serverName}`
    if (this.ended) throw new InconclusiveError(`expected ${what}, but the connection was ${this.endReason}`)
    this.stopListening()
    const secured = tls.connect({
      socket: options.tap === undefined ? this.tcp : tapped(this.tcp, options.tap),
      servername: options.serverName,
      rejectUnauthorized: true,
      ...(options.caPem === '' ? {} : { ca: options.caPem }),
      ...(options.alpn === undefined ? {} : { ALPNProtocols: [...options.alpn] }),
      ...(options.ciphers === undefined ? {} : { ciphers: options.ciphers }),
      ...(options.identity === undefined
        ? {}
        : { cert: options.identity.certificatePem, key: options.identity.keyPem }),
      ...(options.minVersion === undefined ? {} : { minVersion: options.minVersion }),
      ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
    })
    this.socket = secured
    this.restart()
    try {
      await settled(secured, 'secureConnect', this.patience, what)
    } catch (error) {
      this.record({ kind: 'end', reason: 'ended without TLS', raw: '' })
      throw error
    }
    this.transcript.noted(this.name, `${secured.getProtocol()} with ${options.serverName}`)
    this.listen()
  }

  /** The TLS layer, for its version, protocol and certificate. Undefined while the connection is plain. */
  get tls(): tls.TLSSocket | undefined {
    return this.socket instanceof tls.TLSSocket ? this.socket : undefined
  }

  /** Channel binding data of the connection (RFC 9266, RFC 5929). `tls-unique` has a meaning up to TLS 1.2. */
  channelBinding(type: BindingType): Buffer {
    const secured = this.tls
    if (secured === undefined) throw new InconclusiveError(`${type} needs TLS; ${this.name} has none`)
    return channelBinding(secured, type)
  }

  /** Events that came after the last one that was awaited. */
  get unread(): readonly StreamEvent[] {
    return this.events.slice(this.cursor)
  }

  /** Called for every event from now on, in order. Returns what ends it. */
  onEvent(listener: (event: StreamEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Called with every chunk from now on, as it comes, decrypted where there is TLS. Returns what ends it. */
  onBytes(listener: (bytes: Buffer) => void): () => void {
    this.ears.add(listener)
    return () => this.ears.delete(listener)
  }

  /**
   * The next event, in order of arrival, that `matches`; the ones before it are passed over.
   * @param what the awaited thing in words, for the message when it does not come
   * @throws SilenceError when it has not come within the patience, or cannot come any more
   */
  async next<T extends StreamEvent = StreamEvent>(
    what: string,
    matches: ((event: StreamEvent) => event is T) | ((event: StreamEvent) => boolean) = () => true,
    patience = this.patience,
  ): Promise<T> {
    const find = (): T | undefined => {
      while (this.cursor < this.events.length) {
        const event = this.events[this.cursor++]
        if (event !== undefined && matches(event)) return event as T
      }
      return undefined
    }
    const from = this.cursor
    const found = await this.until(find, patience)
    if (found !== undefined) return found
    const heard = this.events.slice(from).map(describe)
    throw new SilenceError(
      `expected  ${what} at ${this.name} within ${patience} ms\nheard     ${heard.join('\n          ') || 'nothing'}`,
    )
  }

  /** The server's stream header. */
  async nextHeader(): Promise<StreamEvent & { kind: 'header' }> {
    return this.next(
      'a stream header',
      (event): event is StreamEvent & { kind: 'header' } => event.kind === 'header',
    )
  }

  /** The next element, whatever it is; a stream that ends instead is a silence. */
  async nextElement(
    what = 'an element',
    matches: (element: Element) => boolean = () => true,
  ): Promise<Element> {
    const event = await this.next(
      what,
      (candidate): candidate is StreamEvent & { kind: 'element' } =>
        candidate.kind === 'element' && matches(candidate.element),
    )
    return event.element
  }

  /** Waits until the server has ended the connection, and gives what came since the last awaited event. */
  async closed(patience = this.patience): Promise<readonly StreamEvent[]> {
    const from = this.cursor
    await this.next('the end of the connection', (event) => event.kind === 'end', patience)
    return this.events.slice(from)
  }

  /** Ends the sending direction (TCP FIN). */
  end(): void {
    this.socket.end()
  }

  /** Drops the connection without a word. */
  destroy(): void {
    this.endReason = 'dropped by the client'
    this.socket.destroy()
  }

  /** Cuts the connection as a network does (TCP RST), without closing the stream. */
  reset(): void {
    this.endReason = 'reset by the client'
    this.tcp.resetAndDestroy()
  }

  /** Waits for `find` to give something, looking again at every event. */
  async until<T>(find: () => T | undefined, patience = this.patience): Promise<T | undefined> {
    const already = find()
    if (already !== undefined) return already
    if (this.ended) return undefined
    return new Promise((resolve) => {
      const finish = (value: T | undefined) => {
        clearTimeout(timer)
        this.watchers.delete(look)
        resolve(value)
      }
      const look = () => {
        const value = find()
        if (value !== undefined || this.ended) finish(value)
      }
      const timer = setTimeout(() => finish(undefined), patience)
      this.watchers.add(look)
    })
  }

  private get ended(): boolean {
    return this.events.at(-1)?.kind === 'end'
  }

  private listen(): void {
    const { socket } = this
    const listeners = {
      data: (chunk: Buffer) => {
        for (const listener of this.ears) listener(chunk)
        for (const event of this.parser.push(chunk)) this.record(event)
      },
      error: (error: Error) => {
        this.endReason = error.message
        // TLS that has failed keeps its connection otherwise.
        socket.destroy()
      },
      close: () => this.record({ kind: 'end', reason: this.endReason, raw: '' }),
    }
    for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener)
    this.stopListening = () => {
      for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener)
    }
  }

  private record(event: ParsedEvent | { kind: 'end'; reason: string; raw: '' }): void {
    if (this.ended) return
    const stamped = { ...event, at: this.transcript.now() } as StreamEvent
    if (event.kind === 'end') this.transcript.noted(this.name, shown(event))
    else this.transcript.received(this.name, shown(event))
    this.events.push(stamped)
    for (const listener of this.listeners) listener(stamped)
    for (const look of [...this.watchers]) look()
  }
}

/** One event as a person reads it in a message. */
export function describe(event: StreamEvent): string {
  return `+${Math.round(event.at)}ms  ${shown(event)}`
}

function shown(event: ParsedEvent | { kind: 'end'; reason: string }): string {
  if (event.kind === 'end') return `connection ${event.reason}`
  return event.kind === 'malformed' ? `${event.raw}  [${event.reason}]` : event.raw
}

/** Text of an attribute as its reader understands it; only the predefined entities are read. */
function unescapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', apos: "'", quot: '"' }
  return text.replace(/&(amp|lt|gt|apos|quot);/g, (_, name: string) => entities[name] ?? '')
}

function settled(socket: net.Socket, event: string, patience: number, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error) => {
      clearTimeout(timer)
      socket.off('error', failed)
      socket.off('close', closed)
      if (error === undefined) return resolve()
      socket.destroy()
      reject(error)
    }
    const failed = (error: Error) => finish(new InconclusiveError(`expected ${what}, got: ${error.message}`))
    const closed = () =>
      finish(new InconclusiveError(`expected ${what}, but the other side closed the connection`))
    const timer = setTimeout(
      () => finish(new InconclusiveError(`expected ${what} within ${patience} ms, got nothing`)),
      patience,
    )
    socket.once(event, () => finish())
    socket.once('error', failed)
    socket.once('close', closed)
  })
}
