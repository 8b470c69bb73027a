/** One side of a link: a socket, and what is said on it, part by part, with the very bytes that it came as. */
import type net from 'node:net'
import type tls from 'node:tls'
import { type ParsedEvent, StreamParser } from '../wire/parser.ts'

export type WholePart = Exclude<ParsedEvent, { kind: 'malformed' }>

export interface Listener {
  /** A part is whole. @param bytes those of it that were not given before, with the white space before it */
  part(part: WholePart, bytes: Buffer): void
  /** Bytes to pass on as they are: white space, what cannot be read, or a part that need not be held back. */
  bytes(bytes: Buffer): void
  /** Whether a part that begins like this must be held back until it is whole. */
  holds(beginning: Buffer): boolean
  /** The party on this side has said its last: in an orderly way, or by cutting the connection. */
  ended(how: 'orderly' | 'cut'): void
}

const NOTHING = Buffer.alloc(0)

export class Side {
  private readonly tcp: net.Socket
  private readonly listener: Listener
  private socket: net.Socket | tls.TLSSocket
  private parser = new StreamParser()
  /** What came after the last whole part. */
  private pending: Buffer = NOTHING
  /** How much of that was passed on already. */
  private passed = 0
  private readable = true
  private over = false
  private stopListening: () => void = () => {}

  /** @param tcp allows each direction to end by itself */
  constructor(tcp: net.Socket, listener: Listener) {
    this.tcp = tcp
    this.socket = tcp
    this.listener = listener
    this.listen()
  }

  /** Whether the party on this side has said its last. */
  get hasEnded(): boolean {
    return this.over
  }

  /** The TLS layer; undefined while the connection is plain. */
  get tls(): tls.TLSSocket | undefined {
    return this.socket === this.tcp ? undefined : (this.socket as tls.TLSSocket)
  }

  /** A party that has gone hears nothing more. */
  write(data: string | Buffer): void {
    if (this.socket.writable) this.socket.write(data)
  }

  /** Ends the direction towards this side. */
  end(): void {
    this.socket.end()
  }

  /** Cuts the connection as a network does. */
  reset(): void {
    this.tcp.resetAndDestroy()
  }

  destroy(): void {
    this.over = true
    this.socket.destroy()
  }

  /** What comes next is a new document. */
  restart(): void {
    this.parser = new StreamParser()
    this.readable = true
  }

  /** Puts TLS on the connection, in place. */
  upgrade(wrap: (tcp: net.Socket) => tls.TLSSocket): void {
    this.stopListening()
    this.socket = wrap(this.tcp)
    this.pending = NOTHING
    this.passed = 0
    this.restart()
    this.listen()
  }

  private listen(): void {
    const { socket } = this
    const data = (bytes: Buffer) => this.read(bytes)
    const end = () => this.ended('orderly')
    const error = () => this.ended('cut')
    socket.on('data', data).on('end', end).on('close', end).on('error', error)
    this.stopListening = () => socket.off('data', data).off('end', end).off('close', end).off('error', error)
  }

  private ended(how: 'orderly' | 'cut'): void {
    if (this.over) return
    this.over = true
    this.passOn(this.pending.length)
    this.listener.ended(how)
  }

  private read(bytes: Buffer): void {
    if (!this.readable) {
      this.listener.bytes(bytes)
      return
    }
    this.pending = Buffer.concat([this.pending, bytes])
    let unread = bytes
    let parser: StreamParser
    do {
      parser = this.parser
      for (const event of parser.push(unread)) {
        if (event.kind === 'malformed') this.readable = false
        else this.listener.part(event, this.take(event.raw))
        if (this.parser !== parser) break
      }
      // What follows a part that began a new document is read again, as the beginning of that.
      unread = this.pending
    } while (this.parser !== parser)
    this.passOn(this.firstHeld())
  }

  /** The bytes of a whole part and of the white space before it. */
  private take(raw: string): Buffer {
    const length = raw === '' ? 0 : this.pending.indexOf('<') + Buffer.byteLength(raw)
    const bytes = this.pending.subarray(this.passed, length)
    this.pending = this.pending.subarray(length)
    this.passed = 0
    return bytes
  }

  /** Where in `pending` the part begins that must be held back; the end of it when there is none. */
  private firstHeld(): number {
    const begins = this.pending.indexOf('<')
    const held = this.readable && begins !== -1 && this.listener.holds(this.pending.subarray(begins))
    return held ? begins : this.pending.length
  }

  private passOn(upTo: number): void {
    if (upTo <= this.passed) return
    this.listener.bytes(this.pending.subarray(this.passed, upTo))
    this.passed = upTo
  }
}
