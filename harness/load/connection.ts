/**
 * A client's connection as lean as load needs it. It logs in, then hands every element on as bytes. It
 * never reconnects by itself: whoever holds it decides, and counts.
 */
import type { Account } from '../core/account.ts'
import { BoshStream } from './bosh-stream.ts'
import { type ConnectionContext, type ElementStream, LoadStream, type StreamEvents } from './load-stream.ts'
import { Login } from './login.ts'
import type { StreamManagement } from './stream-management.ts'

const R = 0x72
const A = 0x61
const SPACE = 0x20

export class LoadConnection implements StreamEvents {
  private readonly context: ConnectionContext
  private readonly account: Account
  private readonly resource: string
  private stream: ElementStream
  private events: StreamEvents | undefined
  private management: StreamManagement | undefined
  private boundJid = ''
  private endReason: string | undefined
  /** What came between the login and `attach`. */
  private early: readonly string[] = []

  private constructor(context: ConnectionContext, account: Account, resource: string) {
    this.context = context
    this.account = account
    this.resource = resource
    this.stream = streamOver(context)
  }

  /**
   * Connects, logs in by SCRAM, binds the resource and becomes available.
   * @throws CannotRunError that names the step which did not succeed
   */
  static async open(context: ConnectionContext, account: Account, resource: string): Promise<LoadConnection> {
    const connection = new LoadConnection(context, account, resource)
    await connection.logIn()
    return connection
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
    return this.stream.congested
  }

  /** Whether the TLS session of an earlier connection was taken up. */
  get tookUpTls(): boolean {
    return this.stream.tls?.isSessionReused() ?? false
  }

  /** From now on elements go there; first those that have come since the login. */
  attach(events: StreamEvents): void {
    this.events = events
    for (const text of this.early) events.element(Buffer.from(text), 0, Buffer.byteLength(text))
    this.early = []
    if (this.endReason !== undefined) events.end(this.endReason)
  }

  /** Sends a stanza, and remembers it where the session can be resumed. */
  send(stanza: string): void {
    this.stream.write(stanza)
    const request = this.management?.sent(stanza)
    if (request) this.stream.write(request)
  }

  /** Becomes unavailable, closes the stream, and waits for the server to do the same within a bound. */
  async close(): Promise<void> {
    this.events = undefined
    if (this.ended) return
    await this.stream.close("<presence type='unavailable'/>")
  }

  /** Reads nothing more, as a client that hangs: what is for it stays with the server. */
  pause(): void {
    this.stream.pause()
  }

  /** Ends as when the network fails: without a word on the stream. */
  cut(): void {
    this.stream.destroy()
    this.endReason = 'cut on purpose'
  }

  /**
   * Connects again after the end. A session that can be resumed is, and what the server had not
   * acknowledged is sent again; else it is a new one.
   * @throws CannotRunError that names the step which did not succeed
   */
  async reopen(): Promise<'resumed' | 'new session'> {
    this.stream = streamOver(this.context)
    return this.logIn()
  }

  /** What the stream hears. */
  element(bytes: Buffer, start: number, end: number): void {
    if (this.management !== undefined && this.managed(this.management, bytes, start, end)) return
    if (this.events === undefined) this.early = [...this.early, bytes.toString('utf8', start, end)]
    else this.events.element(bytes, start, end)
  }

  /** What ends the stream. */
  end(reason: string): void {
    if (this.endReason !== undefined) return
    this.endReason = reason
    this.events?.end(reason)
  }

  private async logIn(): Promise<'resumed' | 'new session'> {
    const { stream, context, account, resource, management } = this
    const login = new Login(stream, context.route, account)
    stream.events = login
    try {
      const session = await login.perform(resource, management)
      this.management = session.management
      if (session.kind === 'new session') this.boundJid = session.jid
      else {
        context.sockets.hold()
        for (const stanza of session.management.unacknowledged) stream.write(stanza)
        context.sockets.release()
      }
      this.endReason = undefined
      // Nothing can have come in since: no bytes are read before this turn ends.
      stream.events = this
      for (const text of login.leftOver) this.element(Buffer.from(text), 0, Buffer.byteLength(text))
      return session.kind
    } catch (error) {
      stream.destroy()
      this.endReason ??= 'it could not log in'
      throw error
    }
  }

  /** Whether the element belongs to stream management. */
  private managed(management: StreamManagement, bytes: Buffer, start: number, end: number): boolean {
    const name = bytes[start + 1]
    if ((name !== R && name !== A) || bytes[start + 2] !== SPACE) {
      management.stanzaReceived()
      return false
    }
    if (name === R) this.stream.write(management.answer)
    else if (!management.acknowledge(bytes.toString('latin1', start, end))) {
      this.stream.destroy()
      this.end('the server acknowledged stanzas that were not sent')
    }
    return true
  }
}

function streamOver(context: ConnectionContext): ElementStream {
  const { transport } = context.route
  return transport === 'BOSH' || transport === 'secure BOSH'
    ? new BoshStream(context)
    : new LoadStream(context)
}
