/**
 * Messages between two users who are online. Users 0 and 1 write to each other, 2 and 3, and so on;
 * pair n is user n writing to its partner.
 */
import { escapeXml, NS } from '../core/element.ts'
import { CannotRunError } from '../core/errors.ts'
import type { LoadConnection } from './connection.ts'
import { markedBody, readMark } from './marker.ts'
import type { Recorder } from './recorder.ts'

/** A kind of arrival as a worker performs it. */
export interface Workload {
  /** Makes every route warm: caches of the server, compiled code on this side. Nothing of it is measured. */
  warm(): Promise<void>
  /** Performs an arrival. @param intended milliseconds from the start */
  arrive(user: number, intended: number): void
  /** Resolves when nothing is on its way any more, or when the signal aborts. */
  settled(signal: AbortSignal): Promise<void>
}

/** How long the answers to a round of pings may take before a run starts, in milliseconds. */
const WARM_BOUND = 60_000

export class Chat implements Workload {
  private readonly users = new Map<number, User>()
  private readonly bodyBytes: number
  private readonly recorder: Recorder
  private readonly unanswered = new Set<number>()
  private connected: number
  private pingId = ''
  private pingCount = 0
  private changed: (() => void) | undefined

  /** @param connections logged in, by number of user */
  constructor(
    connections: ReadonlyMap<number, LoadConnection>,
    domain: string,
    bodyBytes: number,
    recorder: Recorder,
  ) {
    this.bodyBytes = bodyBytes
    this.recorder = recorder
    this.connected = connections.size
    for (const [number, connection] of connections) {
      const partner = connections.get(number ^ 1)
      if (partner === undefined) throw new CannotRunError(`User ${number} has no partner in its worker.`)
      this.users.set(number, new User(connection, partner.jid, domain))
      connection.attach({
        element: (bytes, start, end) => this.element(number, bytes, start, end),
        end: (reason) => {
          recorder.error(`connection lost: ${reason}`)
          this.unanswered.delete(number)
          this.connected--
          this.changed?.()
        },
      })
    }
  }

  async warm(): Promise<void> {
    for (const user of this.users.values()) {
      user.connection.send(user.message('warm', 'x'.repeat(this.bodyBytes)))
    }
    await this.ping(AbortSignal.timeout(WARM_BOUND))
    if (this.unanswered.size === 0) return
    throw new CannotRunError(
      `${this.unanswered.size} of ${this.users.size} users got no answer to a ping within ${WARM_BOUND / 1000} s, before any load.`,
    )
  }

  arrive(number: number, intended: number): void {
    const user = this.users.get(number)
    if (user === undefined || user.connection.ended) {
      this.recorder.dropped('dropped: the connection of the sender was lost')
      return
    }
    const sequence = this.recorder.ledger.send(number)
    const mark = { pair: number, sequence, intendedNs: Math.round(intended * 1e6) }
    if (user.connection.congested) this.recorder.error('written while the server did not read')
    user.connection.send(user.message(`${number}-${sequence}`, markedBody(mark, this.bodyBytes)))
    this.recorder.sent(intended)
  }

  /**
   * First all that was sent has arrived, or nobody is left who could receive it. Then every user has an
   * answer to a ping, behind which nothing that was routed to it before can be left, such as a second copy.
   */
  async settled(signal: AbortSignal): Promise<void> {
    await this.until(() => this.recorder.ledger.outstanding === 0 || this.connected === 0, signal)
    if (signal.aborted) return
    await this.ping(signal)
  }

  /** Asks the server for an answer to every user, and waits for all of them. */
  private async ping(signal: AbortSignal): Promise<void> {
    this.pingId = `ping-${this.pingCount++}`
    for (const [number, user] of this.users) {
      if (user.connection.ended) continue
      this.unanswered.add(number)
      user.connection.send(user.ping(this.pingId))
    }
    await this.until(() => this.unanswered.size === 0, signal)
  }

  private element(number: number, bytes: Buffer, start: number, end: number): void {
    const tag = bytes.toString('latin1', start, bytes.indexOf(0x3e, start))
    if (tag.startsWith('<message') && !isError(tag)) {
      const mark = readMark(bytes, start, end)
      if (mark === undefined) return
      if ((mark.pair ^ 1) !== number) this.recorder.error('delivered to a user it was not addressed to')
      else this.recorder.received(mark)
    } else if (tag.startsWith('<iq') && tag.includes(this.pingId)) {
      // An error is an answer too: it has come the same way.
      this.unanswered.delete(number)
    } else if (isError(tag) || tag.startsWith('<stream:')) {
      this.recorder.error(`${tag.slice(1).split(/[ >]/, 1)[0]} error: ${condition(bytes, start, end)}`)
    } else return
    this.changed?.()
  }

  /** Waits until it is done, or the signal aborts; looks again whenever something came in. */
  private until(done: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!done() && !signal.aborted) return
        this.changed = undefined
        signal.removeEventListener('abort', look)
        resolve()
      }
      this.changed = look
      signal.addEventListener('abort', look)
      look()
    })
  }
}

/** A connected user and what it writes, prepared as far as it is known beforehand. */
class User {
  readonly connection: LoadConnection
  private readonly messageHead: string
  private readonly domain: string

  constructor(connection: LoadConnection, partnerJid: string, domain: string) {
    this.connection = connection
    this.messageHead = `<message type='chat' to='${escapeXml(partnerJid)}' id='`
    this.domain = escapeXml(domain)
  }

  message(id: string, body: string): string {
    return `${this.messageHead}${id}'><body>${body}</body></message>`
  }

  ping(id: string): string {
    return `<iq type='get' id='${id}' to='${this.domain}'><ping xmlns='${NS.ping}'/></iq>`
  }
}

function isError(tag: string): boolean {
  return /\stype=(['"])error\1/.test(tag)
}

/** The defined condition of an error: its first element in a namespace of errors (RFC 6120 §4.9.3, §8.3.3). */
function condition(bytes: Buffer, start: number, end: number): string {
  const xml = bytes.toString('utf8', start, end)
  return (
    /<([a-z-]+)[^>]*urn:ietf:params:xml:ns:xmpp-(?:stanzas|streams)/.exec(xml)?.[1] ?? 'without a condition'
  )
}
