/**
 * A client's connection to a server, as bare as it gets: bytes in, elements out.
 *
 * It never negotiates, answers, pings or reconnects by itself; what a verification does not send is
 * not sent. Everything received stays in `events`, in order of arrival.
 */
import { createHash } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import { type Element, NS } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { type ParsedEvent, StreamParser } from './parser.ts'
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
  readonly minVersion?: tls.SecureVersion
  readonly maxVersion?: tls.SecureVersion
}

export class WireStream {
  readonly name: string
  readonly transcript: Transcript
  readonly events: StreamEvent[] = []
  /** Ids of every iq that was sent. */
  readonly asked = new Set<string>()
  private readonly patience: number
  private socket: net.Socket | tls.TLSSocket
  private parser = new StreamParser()
  private readonly watchers = new Set<() => void>()
  private readonly listeners = new Set<(event: StreamEvent) => void>()
  private cursor = 0

  private constructor(socket: net.Socket, options: ConnectOptions) {
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
    if (data instanceof Uint8Array) {
      this.transcript.sent(this.name, Buffer.from(data).toString('latin1'))
      this.socket.write(data)
      return
    }
    const text = typeof data === 'string' ? data : data.toString(NS.client)
    for (const [, , id] of text.matchAll(/<iq\b[^>]*?\bid=(['"])(.*?)\1/g)) this.asked.add(id ?? '')
    this.transcript.sent(this.name, text)
    this.socket.write(text)
  }

  /** Begins a new stream on the same connection: what comes next is a new document (RFC 6120 §4.3.3). */
  restart(): void {
    this.parser = new StreamParser()
  }

  /** Negotiates TLS on the connection, in place. The stream begins anew. */
  async secure(options: TlsOptions): Promise<void> {
    const plain = this.socket
    plain.removeAllListeners()
    const secured = tls.connect({
      socket: plain,
      servername: options.serverName,
      ...(options.caPem === '' ? {} : { ca: options.caPem }),
      ...(options.alpn === undefined ? {} : { ALPNProtocols: [...options.alpn] }),
      ...(options.minVersion === undefined ? {} : { minVersion: options.minVersion }),
      ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
    })
    this.socket = secured
    this.restart()
    await settled(secured, 'secureConnect', this.patience, `a TLS handshake for ${options.serverName}`)
    this.transcript.noted(this.name, `${secured.getProtocol()} with ${options.serverName}`)
    this.listen()
  }

  /** The TLS layer, for its version, protocol and certificate. Undefined while the connection is plain. */
  get tls(): tls.TLSSocket | undefined {
    return this.socket instanceof tls.TLSSocket ? this.socket : undefined
  }

  /** Channel binding data of the connection (RFC 9266, RFC 5929). */
  channelBinding(type: 'tls-exporter' | 'tls-server-end-point'): Buffer {
    const secured = this.tls
    if (secured === undefined) throw new InconclusiveError(`${type} needs TLS; ${this.name} has none`)
    if (type === 'tls-exporter') {
      return secured.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
    }
    // RFC 5929 §4.1 takes the hash of the certificate's signature, and SHA-256 in place of MD5 and SHA-1;
    // the authority of a run signs with ECDSA and SHA-256.
    return createHash('sha256').update(secured.getPeerCertificate().raw).digest()
  }

  /** Called for every event from now on, in order. Returns what ends it. */
  onEvent(listener: (event: StreamEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
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
    this.socket.destroy()
  }

  /** Cuts the connection as a network does (TCP RST), without closing the stream. */
  reset(): void {
    this.socket.resetAndDestroy()
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
    const socket = this.socket
    let reason = 'closed by the server'
    socket.on('data', (chunk: Buffer) => {
      for (const event of this.parser.push(chunk)) this.record(event)
    })
    socket.on('error', (error) => {
      reason = error.message
    })
    socket.on('close', () => this.record({ kind: 'end', reason, raw: '' }))
  }

  private record(event: ParsedEvent | { kind: 'end'; reason: string; raw: '' }): void {
    if (this.ended) return
    const stamped = { ...event, at: this.transcript.now() } as StreamEvent
    if (event.kind === 'end') this.transcript.noted(this.name, `connection ${event.reason}`)
    else
      this.transcript.received(
        this.name,
        event.kind === 'malformed' ? `${event.raw}  [${event.reason}]` : event.raw,
      )
    this.events.push(stamped)
    for (const listener of this.listeners) listener(stamped)
    for (const look of [...this.watchers]) look()
  }
}

/** One event as a person reads it in a message. */
export function describe(event: StreamEvent): string {
  const text = event.kind === 'end' ? `connection ${event.reason}` : event.raw
  return `+${Math.round(event.at)}ms  ${text}`
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
