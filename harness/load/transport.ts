/**
 * The socket under a load connection, at the price of a bare one: all sockets of a worker read into the
 * same memory, and what a socket is given while all are held leaves in one piece.
 */
import net from 'node:net'
import tls from 'node:tls'
import type { Endpoint } from '../core/target-info.ts'

export type TransportName =
  | 'TCP'
  | 'STARTTLS'
  | 'direct TLS'
  | 'WebSocket'
  | 'secure WebSocket'
  | 'BOSH'
  | 'secure BOSH'

/** Where and how connections are made. Plain data: it crosses to workers. */
export interface Route {
  readonly domain: string
  readonly endpoint: Endpoint
  readonly transport: TransportName
  /** Where a WebSocket is asked for, or BOSH. */
  readonly path?: string
  /** The authority that certificates are verified against. Empty: the system's. */
  readonly caPem: string
  /** Whether sessions ask for stream management (XEP-0198), so that they can be resumed. */
  readonly resumable?: boolean
  /** Whether a connection takes up the TLS session of an earlier one, as a client does that comes back. */
  readonly warmTls?: boolean
}

export interface TransportListener {
  /** Bytes can be sent; again after STARTTLS. */
  opened(): void
  /** Bytes came in: the first `length` of this memory. Valid during the call only. */
  bytes(memory: Buffer, length: number): void
  /** The connection is over, for this reason; once. */
  gone(reason: string): void
}

const READ_BYTES = 1 << 16

/** What the sockets of a worker share. */
export class SharedSockets {
  readonly secureContext: tls.SecureContext
  readonly buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  /** The latest TLS session, where it is taken up again. */
  tlsSession: Buffer | undefined
  private holding = false
  private readonly held: Transport[] = []

  /** A TLS context for all connections of a route: one of its own for each would cost 12 KiB apiece. */
  constructor(route: Route) {
    this.secureContext = tls.createSecureContext(route.caPem === '' ? {} : { ca: route.caPem })
  }

  /** Whether what a transport is given waits for others that may follow it at once. */
  get areHeld(): boolean {
    return this.holding
  }

  /** From now on what transports are given stays with them. */
  hold(): void {
    this.holding = true
  }

  /** This one was given something meanwhile. */
  keep(transport: Transport): void {
    this.held.push(transport)
  }

  /** Lets go what was held. */
  release(): void {
    this.holding = false
    // Nothing is written to while it is flushed.
    for (const transport of this.held) transport.flush()
    this.held.length = 0
  }
}

export class Transport {
  private readonly shared: SharedSockets
  private readonly listener: TransportListener
  private readonly route: Route
  private socket: net.Socket
  private outgoing = ''
  private encoding: 'utf8' | 'latin1' = 'utf8'
  private over = false
  private closed: () => void = () => {}

  constructor(route: Route, shared: SharedSockets, listener: TransportListener) {
    this.route = route
    this.shared = shared
    this.listener = listener
    const { host, port } = route.endpoint
    // A socket that goes under TLS later hands its reading over, and cannot have the shared memory.
    const options: net.NetConnectOpts =
      route.transport === 'STARTTLS' ? { host, port } : { host, port, onread: this.onread }
    this.socket = this.underTlsFromTheStart
      ? tls.connect({ ...options, ...this.secureOptions, ALPNProtocols: [this.alpn] })
      : net.connect(options)
    this.listen()
  }

  /** The TLS layer; undefined while the connection is plain. */
  get tls(): tls.TLSSocket | undefined {
    return this.socket instanceof tls.TLSSocket ? this.socket : undefined
  }

  /** Whether the other side reads more slowly than this one writes. */
  get congested(): boolean {
    return this.socket.writableNeedDrain
  }

  /** Goes under TLS. Nothing may be on its way. */
  secure(): void {
    const plain = this.socket
    plain.removeAllListeners()
    this.socket = tls.connect({ socket: plain, ...this.secureOptions })
    this.listen()
  }

  send(text: string, encoding: 'utf8' | 'latin1'): void {
    if (!this.shared.areHeld) {
      if (!this.over) this.socket.write(text, encoding)
      return
    }
    if (this.outgoing === '') {
      this.encoding = encoding
      this.shared.keep(this)
    }
    this.outgoing += text
  }

  flush(): void {
    const text = this.outgoing
    this.outgoing = ''
    if (text !== '' && !this.over) this.socket.write(text, this.encoding)
  }

  /**
   * Sends a last text, after which the other side is expected to close; resolves when it has, or the bound is over.
   * The text says that nothing follows: only TLS says so itself, too.
   */
  close(text: string, encoding: 'utf8' | 'latin1', bound: number): Promise<void> {
    this.flush()
    if (this.over) return Promise.resolve()
    const { socket } = this
    if (this.tls === undefined) socket.write(text, encoding)
    else socket.end(text, encoding)
    const timer = setTimeout(() => socket.destroy(), bound)
    return new Promise((resolve) => {
      this.closed = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Reads nothing more: what the other side sends stays with it. */
  pause(): void {
    this.socket.pause()
  }

  destroy(): void {
    this.over = true
    this.socket.destroy()
  }

  private get onread(): net.OnReadOpts {
    const { shared, listener } = this
    return {
      buffer: shared.buffer,
      callback: (length) => {
        listener.bytes(shared.buffer, length)
        return true
      },
    }
  }

  private get underTlsFromTheStart(): boolean {
    return this.route.transport === 'direct TLS' || this.route.transport === 'secure WebSocket'
  }

  private get secureOptions(): tls.ConnectionOptions {
    const { secureContext, tlsSession } = this.shared
    return {
      servername: this.route.domain,
      secureContext,
      ...(tlsSession === undefined ? {} : { session: tlsSession }),
    }
  }

  private get alpn(): string {
    return this.route.transport === 'direct TLS' ? 'xmpp-client' : 'http/1.1'
  }

  private listen(): void {
    const { socket } = this
    socket.setNoDelay(true)
    if (this.route.warmTls === true) {
      socket.on('session', (session: Buffer) => {
        this.shared.tlsSession = session
      })
    }
    socket.on(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', () => this.listener.opened())
    socket.on('error', (error) => this.gone(error.message))
    socket.on('close', () => {
      this.gone('closed by the server')
      this.closed()
    })
    if (this.route.transport === 'STARTTLS')
      socket.on('data', (chunk: Buffer) => this.listener.bytes(chunk, chunk.length))
  }

  private gone(reason: string): void {
    if (this.over) return
    this.over = true
    this.socket.destroy()
    this.listener.gone(reason)
  }
}
