/**
 * Messages between two users who are online. Users 0 and 1 write to each other, 2 and 3, and so on;
 * pair n is user n writing to its partner.
 */
import { escapeXml } from '../../core/element.ts'
import type { Activity, Stage } from '../activity.ts'
import type { User } from '../crowd.ts'
import { markedBody, readMark } from '../marker.ts'
import type { Book } from '../recorder.ts'

const M = 0x6d
const NO_STORE = "<no-store xmlns='urn:xmpp:hints'/>"

export class Chat implements Activity {
  private readonly stage: Stage
  private readonly bodyBytes: number
  private readonly tail: string
  private readonly book: Book
  private readonly heads = new Map<number, string>()

  constructor(stage: Stage, { bodyBytes, archived }: { bodyBytes: number; archived: boolean }) {
    this.stage = stage
    this.bodyBytes = bodyBytes
    this.tail = `</body>${archived ? '' : NO_STORE}</message>`
    const { firstPair } = stage
    this.book = stage.recorder.openBook('delivery', (pair) => `pair ${pair - firstPair}`)
  }

  get waiting(): number {
    return this.book.outstanding
  }

  async prepare(): Promise<void> {
    const { crowd } = this.stage
    for (const user of crowd.users.values()) {
      const partner = crowd.user(user.number ^ 1)
      this.heads.set(user.number, `<message type='chat' to='${escapeXml(partner.connection.jid)}' id='`)
      this.write(user, 'warm', 'x'.repeat(this.bodyBytes))
    }
  }

  arrive(number: number, intended: number): void {
    const user = this.stage.crowd.performer(number)
    if (user === undefined) return
    const pair = this.stage.firstPair + number
    const sequence = this.book.expect(pair)
    const mark = { pair, sequence, intendedNs: Math.round(intended * 1e6) }
    this.write(user, `${pair}-${sequence}`, markedBody(mark, this.bodyBytes))
    this.stage.recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== M) return false
    const mark = readMark(bytes, start, end)
    if (mark === undefined) return false
    const sender = mark.pair - this.stage.firstPair
    // What comes back to its sender is an error with the message inside.
    if (!this.heads.has(sender) || sender === number) return false
    if ((sender ^ 1) !== number) this.stage.recorder.error('delivered to a user it was not addressed to')
    else this.book.arrived(mark.pair, mark.sequence, mark.intendedNs / 1e6)
    return true
  }

  private write({ number, connection }: User, id: string, body: string): void {
    connection.send(`${this.heads.get(number)}${id}'><body>${body}${this.tail}`)
  }
}
