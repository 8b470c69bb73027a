/** A stream of a load connection: elements in and out over whatever transport, everything counted. */
import type { TLSSocket } from 'node:tls'
import { escapeXml } from '../core/element.ts'
import { upgradeKey, upgradeRequest } from '../wire/websocket.ts'
import type { FrameListener } from './framer.ts'
import { DocumentFraming, type Framing, WebSocketFraming } from './framing.ts'
import { count, Traffic } from './traffic.ts'
import { type Route, SharedSockets, Transport, type TransportListener } from './transport.ts'

/** What the connections of a worker share. */
export class ConnectionContext {
  readonly route: Route
  /** As it stands in an attribute. */
  readonly domain: string
  readonly sockets: SharedSockets
  readonly traffic = new Traffic()

  constructor(route: Route) {
    this.route = route
    this.domain = escapeXml(route.domain)
    this.sockets = new SharedSockets(route)
  }
}

export interface StreamEvents {
  /** Elements can be sent; again after STARTTLS. */
  opened?(): void
  /** One element, `bytes` from `start` up to, not including, `end`. Valid during the call only. */
  element(bytes: Buffer, start: number, end: number): void
  /** The connection is over, for this reason; at most once. */
  end(reason: string): void
}

/** How long the server may take to close its side, in milliseconds. */
const CLOSE_BOUND = 2_000

/** Elements in and out, however they travel. */
export interface ElementStream {
  /** Whoever hears what comes in. */
  events: StreamEvents
  /** The TLS layer, where the stream can be bound to it; undefined while the connection is plain. */
  readonly tls: TLSSocket | undefined
  /** Whether the server reads more slowly than this side writes. */
  readonly congested: boolean
  /** Reads nothing more. */
  pause(): void
  /** Begins a stream, also anew on the same connection. */
  open(): void
  /** Sends one element. */
  write(element: string): void
  /** Goes under TLS. Nothing may be on its way. */
  secure(): void
  /** Sends a last element and closes the stream, and waits for the server to do the same within a bound. */
  close(last: string): Promise<void>
  /** Ends at once, without a word on the stream. */
  destroy(): void
}

export class LoadStream implements ElementStream, TransportListener, FrameListener {
  /** Whoever hears what comes in. */
  events: StreamEvents = SILENT
  private readonly context: ConnectionContext
  private readonly transport: Transport
  private readonly framing: Framing

  constructor(context: ConnectionContext) {
    this.context = context
    this.transport = new Transport(context.route, context.sockets, this)
    this.framing = isWebSocket(context.route) ? this.webSocket(context.route) : new DocumentFraming(this)
  }

  /** The TLS layer; undefined while the connection is plain. */
  get tls(): TLSSocket | undefined {
    return this.transport.tls
  }

  /** Whether the server reads more slowly than this side writes. */
  get congested(): boolean {
    return this.transport.congested
  }

  /** Reads nothing more. */
  pause(): void {
    this.transport.pause()
  }

  /** Begins a stream, also anew on the same connection. */
  open(): void {
    this.transport.send(this.framing.open(this.context.domain), this.framing.encoding)
  }

  /** Sends one element. */
  write(element: string): void {
    this.context.traffic.sent(element)
    this.transport.send(this.framing.element(element), this.framing.encoding)
  }

  /** Goes under TLS. Nothing may be on its way. */
  secure(): void {
    this.transport.secure()
  }

  /** Sends a last element and closes the stream, and waits for the server to do the same within a bound. */
  close(last: string): Promise<void> {
    const { framing } = this
    this.events = SILENT
    this.context.traffic.sent(last)
    return this.transport.close(`${framing.element(last)}${framing.closing}`, framing.encoding, CLOSE_BOUND)
  }

  /** Ends at once, without a word on the stream. */
  destroy(): void {
    this.events = SILENT
    this.transport.destroy()
  }

  opened(): void {
    if (this.framing instanceof WebSocketFraming && !this.framing.ready) {
      this.transport.send(this.framing.request, 'latin1')
    } else this.events.opened?.()
  }

  bytes(memory: Buffer, length: number): void {
    this.context.traffic.bytesReceived += length
    try {
      this.framing.push(memory, length)
    } catch (error) {
      this.transport.destroy()
      this.events.end(error instanceof Error ? error.message : String(error))
    }
  }

  gone(reason: string): void {
    this.events.end(reason)
  }

  header(): void {}

  element(bytes: Buffer, start: number, end: number): void {
    count(this.context.traffic.stanzasReceived, bytes[start + 1], bytes[start + 3])
    this.events.element(bytes, start, end)
  }

  footer(): void {
    this.transport.destroy()
    this.events.end('the server closed the stream')
  }

  private webSocket({ endpoint, path = '/xmpp-websocket' }: Route): WebSocketFraming {
    const key = upgradeKey()
    return new WebSocketFraming({
      listener: this,
      key,
      request: upgradeRequest(`${endpoint.host}:${endpoint.port}`, path, key),
      ready: () => this.events.opened?.(),
      pong: (frame) => this.transport.send(frame, 'latin1'),
    })
  }
}

export const SILENT: StreamEvents = { element: () => {}, end: () => {} }

function isWebSocket({ transport }: Route): boolean {
  return transport === 'WebSocket' || transport === 'secure WebSocket'
}
