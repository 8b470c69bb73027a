/** What a stream remembers so that it can be resumed, and nothing is lost on the way (XEP-0198). */
import { NS } from '../core/element.ts'

/** After how many stanzas the server is asked how many it has. */
const ASK_EVERY = 16
/** Counters wrap around here. */
const MODULUS = 2 ** 32

export const ENABLE = `<enable xmlns='${NS.streamManagement}' resume='true'/>`
const REQUEST = `<r xmlns='${NS.streamManagement}'/>`

export class StreamManagement {
  /** What the server knows the stream by; empty where it will not resume it. */
  readonly id: string
  private received = 0
  private acknowledged = 0
  /** Stanzas that the server has not said to have, oldest first. */
  private pending: string[] = []

  constructor(id: string) {
    this.id = id
  }

  /** @param enabled the server's `<enabled/>` */
  static from(enabled: string): StreamManagement {
    const resumable = /\sresume=['"](?:true|1)['"]/.test(enabled)
    return new StreamManagement((resumable && /\sid=['"]([^'"]*)/.exec(enabled)?.[1]) || '')
  }

  /** Books a stanza that is sent. Gives what is to be sent behind it. */
  sent(stanza: string): string {
    this.pending.push(stanza)
    return this.pending.length % ASK_EVERY === 0 ? REQUEST : ''
  }

  stanzaReceived(): void {
    this.received = (this.received + 1) % MODULUS
  }

  /**
   * Takes the server's word on how many stanzas it has.
   * @returns false when it claims more than were sent
   */
  acknowledge(element: string): boolean {
    const handled = Number(/\sh=['"](\d+)/.exec(element)?.[1] ?? Number.NaN)
    const fresh = (handled - this.acknowledged + MODULUS) % MODULUS
    if (!(fresh <= this.pending.length)) return false
    this.pending.splice(0, fresh)
    this.acknowledged = handled
    return true
  }

  get answer(): string {
    return `<a xmlns='${NS.streamManagement}' h='${this.received}'/>`
  }

  get resume(): string {
    return `<resume xmlns='${NS.streamManagement}' previd='${this.id}' h='${this.received}'/>`
  }

  /** What must be sent again once the stream is resumed. */
  get unacknowledged(): readonly string[] {
    return this.pending
  }
}
