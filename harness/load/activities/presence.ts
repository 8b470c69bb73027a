/** Changes of presence, each of which goes to every contact of the user. */
import { escapeXml } from '../../core/element.ts'
import { type Activity, groupOf, nameOfRoute, type Stage, towards } from '../activity.ts'
import { tagOf } from '../crowd.ts'
import { IN_STATUS, markedBody, readMark } from '../marker.ts'
import type { Book } from '../recorder.ts'
import { befriend } from './befriend.ts'

const P = 0x70

export class PresenceUpdates implements Activity {
  private readonly stage: Stage
  private readonly size: number
  private readonly book: Book

  constructor(stage: Stage, { contacts }: { contacts: number }) {
    this.stage = stage
    this.size = contacts + 1
    this.book = stage.recorder.openBook('delivery', nameOfRoute)
  }

  get waiting(): number {
    return this.book.outstanding
  }

  async prepare(signal: AbortSignal): Promise<void> {
    await befriend(this.stage, (user) => groupOf(user, this.size), signal)
  }

  arrive(number: number, intended: number): void {
    const { crowd, recorder, firstPair } = this.stage
    const user = crowd.performer(number)
    if (user === undefined) return
    let sequence = 0
    for (const contact of groupOf(number, this.size)) {
      if (contact !== number) sequence = this.book.expect(towards(number, contact))
    }
    const mark = { pair: firstPair + number, sequence, intendedNs: Math.round(intended * 1e6) }
    user.connection.send(`<presence><status>${markedBody(mark, 0)}</status></presence>`)
    recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== P) return false
    const mark = readMark(bytes, start, end, IN_STATUS)
    if (mark === undefined) return false
    const sender = mark.pair - this.stage.firstPair
    if (!this.stage.accounts.has(sender)) return false
    // The server tells it to the sender, too (RFC 6121 §4.4.2).
    if (sender === number) return true
    if (!tagOf(bytes, start).includes(`from='${escapeXml(this.stage.crowd.user(sender).connection.jid)}'`)) {
      this.stage.recorder.error('presence that is not from its sender')
    }
    this.book.arrived(towards(sender, number), mark.sequence, mark.intendedNs / 1e6)
    return true
  }
}
