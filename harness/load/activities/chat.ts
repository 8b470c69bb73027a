/**
 * Messages between two users who are online. Users 0 and 1 write to each other, 2 and 3, and so on;
 * pair n is user n writing to its partner.
 */
import { escapeXml } from '../../core/element.ts'
import type { Activity, Stage } from '../activity.ts'
import { MarkedMessage, readMark } from '../marker.ts'
import type { Book } from '../recorder.ts'

const M = 0x6d
const NO_STORE = "<no-store xmlns='urn:xmpp:hints'/>"

export class Chat implements Activity {
  private readonly stage: Stage
  private readonly bodyBytes: number
  private readonly tail: string
  private readonly book: Book
  /** By number of the user who sends it. */
  private readonly messages: MarkedMessage[] = []

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
    const { crowd, firstPair } = this.stage
    for (const user of crowd.users.values()) {
      const head = `<message type='chat' to='${escapeXml(crowd.user(user.number ^ 1).connection.jid)}' id='`
      this.messages[user.number] = new MarkedMessage(head, firstPair + user.number, this.tail, this.bodyBytes)
      user.connection.send(`${head}warm'><body>${'x'.repeat(this.bodyBytes)}${this.tail}`)
    }
  }

  arrive(number: number, intended: number): void {
    const user = this.stage.crowd.performer(number)
    if (user === undefined) return
    const pair = this.stage.firstPair + number
    const sequence = this.book.expect(pair)
    user.connection.send(this.messages[number]?.text(sequence, Math.round(intended * 1e6)) ?? '')
    this.stage.recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== M) return false
    const mark = readMark(bytes, start, end)
    if (mark === undefined) return false
    const sender = mark.pair - this.stage.firstPair
    // What comes back to its sender is an error with the message inside.
    if (this.messages[sender] === undefined || sender === number) return false
    if ((sender ^ 1) !== number) this.stage.recorder.error('delivered to a user it was not addressed to')
    else this.book.arrived(mark.pair, mark.sequence, mark.intendedNs / 1e6)
    return true
  }
}
