/** For tests alone: a server on loopback that does what a test tells it to, one connection at a time. */
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import type { Element } from '../core/element.ts'
import type { Endpoint } from '../core/target-info.ts'
import type { ServerCertificate } from './certificates.ts'
import { type ParsedEvent, StreamParser } from './parser.ts'

/** What is done on every connection that is accepted; the client's going away ends it, wherever it is. */
export type Script = (connection: PeerConnection) => Promise<void> | void

export interface ScriptedPeer extends AsyncDisposable {
  readonly endpoint: Endpoint
  /** In the order in which they were accepted. */
  readonly connections: readonly PeerConnection[]
}

/** Disposing it drops every connection and throws what a script threw. */
export async function scriptedPeer(script: Script): Promise<ScriptedPeer> {
  const connections: PeerConnection[] = []
  const scripts: Promise<void>[] = []
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const connection = new PeerConnection(socket)
    connections.push(connection)
    scripts.push(run(script, connection))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return {
    endpoint: { host: '127.0.0.1', port },
    connections,
    async [Symbol.asyncDispose]() {
      for (const { socket } of connections) socket.destroy()
      server.close()
      await once(server, 'close')
      await Promise.all(scripts)
    },
  }
}

async function run(script: Script, connection: PeerConnection): Promise<void> {
  try {
    await script(connection)
  } catch (error) {
    if (!(error instanceof ClientGone)) throw error
  }
}

class ClientGone extends Error {}

export class PeerConnection {
  socket: net.Socket
  /** Every byte that came, as it came; under TLS what it protects. */
  readonly received: Buffer[] = []
  /** How the client's side ended, once it has: an orderly end (FIN) or the code of an error. */
  ending: string | undefined
  private parser = new StreamParser()
  private readonly events: ParsedEvent[] = []
  private readonly waiting = new Set<() => void>()

  constructor(socket: net.Socket) {
    this.socket = socket
    this.listen()
  }

  get text(): string {
    return Buffer.concat(this.received).toString()
  }

  send(...parts: readonly (string | Uint8Array | Element)[]): void {
    for (const part of parts) this.socket.write(part instanceof Uint8Array ? part : String(part))
  }

  /** Reads what comes next as a new document. */
  restart(): void {
    this.parser = new StreamParser()
  }

  async event(): Promise<ParsedEvent> {
    await this.until(() => this.events.length > 0)
    return this.events.shift() as ParsedEvent
  }

  async header(): Promise<Element> {
    const event = await this.event()
    if (event.kind !== 'header') throw new TypeError(`expected a stream header, got ${event.raw}`)
    return event.element
  }

  async element(): Promise<Element> {
    const event = await this.event()
    if (event.kind !== 'element') throw new TypeError(`expected an element, got ${event.raw}`)
    return event.element
  }

  /** Resolves when so many bytes have come. */
  async bytes(count: number): Promise<Buffer> {
    await this.until(() => Buffer.concat(this.received).length >= count)
    return Buffer.concat(this.received)
  }

  /** Resolves when the client has ended its side, with how it did. */
  async ended(): Promise<string> {
    await this.until(() => this.ending !== undefined)
    return this.ending ?? ''
  }

  /** Takes the server's part of a TLS handshake on the connection. */
  async secure(certificate: ServerCertificate, options: tls.TLSSocketOptions = {}): Promise<tls.TLSSocket> {
    this.socket.removeAllListeners('data').removeAllListeners('end')
    const secured = new tls.TLSSocket(this.socket, {
      isServer: true,
      cert: certificate.certificatePem,
      key: certificate.keyPem,
      ...options,
    })
    this.socket = secured
    this.received.length = 0
    this.restart()
    this.listen()
    await new Promise<void>((resolve) => {
      secured.once('secure', resolve)
      secured.once('close', resolve)
    })
    if (secured.destroyed) throw new ClientGone()
    return secured
  }

  private listen(): void {
    const { socket } = this
    socket.on('data', (chunk: Buffer) => {
      this.received.push(chunk)
      this.events.push(...this.parser.push(chunk))
      this.wake()
    })
    const end = (how: string) => {
      this.ending ??= how
      this.wake()
    }
    socket.on('end', () => end('FIN'))
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
    socket.on('close', () => end('closed'))
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.ending !== undefined) throw new ClientGone()
      await new Promise<void>((resolve) => this.waiting.add(resolve))
    }
  }

  private wake(): void {
    for (const resume of this.waiting) resume()
    this.waiting.clear()
  }
}
