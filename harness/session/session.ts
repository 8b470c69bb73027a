/**
 * A bound resource: a client that is logged in and does nothing of its own accord.
 *
 * It answers no ping and acknowledges no push, so that what a verification sees is what the server did.
 */
import type { Element } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import { bareJid, parseJid } from '../core/jid.ts'
import { conforms, describePattern, type Pattern } from '../match/pattern.ts'
import { describe, type StreamEvent, type WireStream } from '../wire/stream.ts'
import { xml } from '../wire/xml.ts'

/** An element with the time it came, in milliseconds since the transcript began. */
export interface Received {
  readonly at: number
  readonly element: Element
}

/** What one observer heard in a stretch of time, in order. */
export interface HeardBy {
  readonly who: string
  readonly stanzas: readonly Received[]
}

let counter = 0
/** An id that no other stanza of this process has. */
export function freshId(): string {
  counter += 1
  return `ts-${counter.toString(36)}`
}

export class Session {
  /** The full JID that the server bound. */
  readonly jid: string
  readonly stream: WireStream
  private readonly patience: number
  private readonly arrived: Received[] = []
  private readonly taken = new WeakSet<Element>()
  private fenced = 0

  constructor(stream: WireStream, jid: string, patience: number) {
    this.stream = stream
    this.jid = jid
    this.patience = patience
    const arrive = (event: StreamEvent) => {
      if (event.kind === 'element' && this.hears(event.element)) {
        this.arrived.push({ at: event.at, element: event.element })
      }
    }
    for (const event of stream.unread) arrive(event)
    stream.onEvent(arrive)
  }

  get bareJid(): string {
    return bareJid(this.jid)
  }
  get resource(): string {
    return parseJid(this.jid).resourcepart ?? ''
  }
  get name(): string {
    return this.stream.name
  }

  /** Whether an element that came on the stream is for this session. */
  protected hears(_element: Element): boolean {
    return true
  }

  /** Everything that came since the resource was bound, in order. */
  get inbox(): readonly Received[] {
    return this.arrived
  }

  /** The same, as the matchers take it: for what may come while logging in, before any fence of one's own. */
  get heardSoFar(): HeardBy {
    return { who: this.name, stanzas: this.arrived }
  }

  /**
   * Sends a stanza, with an id of its own unless it has one. Returns what was sent.
   * What is no stanza goes through `stream.send`.
   */
  send(stanza: Element): Element & { readonly id: string } {
    const sent = stanza.id === undefined ? stanza.withAttrs({ id: freshId() }) : stanza
    this.stream.send(sent)
    return sent as Element & { readonly id: string }
  }

  /**
   * Sends an iq and gives the stanza that answers it, a result or an error.
   * @throws SilenceError when no answer comes
   */
  async request(iq: Element): Promise<Element> {
    const sent = this.send(iq)
    return this.next({ name: 'iq', id: sent.id, type: /^(result|error)$/ })
  }

  /**
   * The earliest element that fits and that no earlier call has given. Others stay where they are.
   * @throws SilenceError when none has come within the patience
   */
  async next(pattern: Pattern, patience = this.patience): Promise<Element> {
    const take = () => {
      const found = this.arrived.find(
        ({ element }) => !this.taken.has(element) && conforms(element, pattern).length === 0,
      )
      if (found !== undefined) this.taken.add(found.element)
      return found
    }
    const found = await this.stream.until(take, patience)
    if (found === undefined) {
      throw new SilenceError(
        `expected  ${describePattern(pattern)} at ${this.name} within ${patience} ms\nheard     ${this.recent()}`,
      )
    }
    return found.element
  }

  /**
   * A ping to the own server and back: all that the server did for this client before has arrived.
   * Gives what came since the fence before it.
   * @throws InconclusiveError when the ping is not answered
   */
  async roundTrip(): Promise<readonly Received[]> {
    const id = `fence-${freshId()}`
    this.stream.send(
      xml`<iq id='${id}' type='get' to='${parseJid(this.jid).domainpart}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )
    return this.awaitFence(id, 'an answer to a ping')
  }

  /** Waits for a fence's marker and gives everything that came since the fence before it. */
  async awaitFence(id: string, what: string): Promise<readonly Received[]> {
    const passed = await this.stream.until(() => {
      const index = this.arrived.findIndex(({ element }) => element.id === id)
      return index === -1 ? undefined : index
    }, this.patience)
    if (passed === undefined) {
      throw new InconclusiveError(
        `Fence lost: ${this.name} did not receive ${what} (${id}) within ${this.patience} ms; last heard ${this.recent()}`,
      )
    }
    const heard = this.arrived.slice(this.fenced, passed)
    this.fenced = Math.max(this.fenced, passed + 1)
    return heard
  }

  /**
   * Closes the stream as a well-behaved client does and waits until the server has, too.
   * @throws SilenceError when the server does not within the patience
   */
  async close(): Promise<void> {
    this.stream.send('</stream:stream>')
    const closed = await this.stream.until(() =>
      this.stream.events.find(({ kind }) => kind === 'close' || kind === 'end'),
    )
    this.stream.end()
    if (closed === undefined) {
      throw new SilenceError(
        `expected  the end of the stream at ${this.name} within ${this.patience} ms\nheard     ${this.recent()}`,
      )
    }
  }

  private recent(): string {
    const events: readonly StreamEvent[] = this.stream.events.slice(-5)
    return events.map(describe).join('\n          ') || 'nothing'
  }
}
