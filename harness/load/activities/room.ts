/** Messages to rooms, each of which goes to every occupant, its sender included. */
import { escapeXml } from '../../core/element.ts'
import { CannotRunError } from '../../core/errors.ts'
import { type Activity, groupOf, nameOfRoute, type Stage, towards } from '../activity.ts'
import { conditionOf, isError, tagOf } from '../crowd.ts'
import { markedBody, readMark } from '../marker.ts'
import type { Book } from '../recorder.ts'

const MUC = 'http://jabber.org/protocol/muc'
const OWN = `<status code='110'`
const M = 0x6d
const P = 0x70

export class RoomMessages implements Activity {
  private readonly stage: Stage
  private readonly size: number
  private readonly bodyBytes: number
  private readonly book: Book
  private readonly inside = new Set<number>()
  private refusal: string | undefined

  constructor(stage: Stage, { occupants, bodyBytes }: { occupants: number; bodyBytes: number }) {
    this.stage = stage
    this.size = occupants
    this.bodyBytes = bodyBytes
    this.book = stage.recorder.openBook('delivery', nameOfRoute)
  }

  get waiting(): number {
    return this.book.outstanding
  }

  /** The first of each group opens its room; then the others enter. */
  async prepare(signal: AbortSignal): Promise<void> {
    const numbers = [...this.stage.crowd.users.keys()]
    const [first, others] = [
      numbers.filter((number) => number % this.size === 0),
      numbers.filter((number) => number % this.size !== 0),
    ]
    await this.enter(first, signal)
    for (const number of first) {
      this.stage.crowd
        .user(number)
        .connection.send(
          `<iq type='set' id='open' to='${this.roomOf(number)}'><query xmlns='${MUC}#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`,
        )
    }
    // The room has opened before the server answers what was asked after it.
    await this.stage.crowd.fence(signal)
    await this.enter(others, signal)
  }

  arrive(number: number, intended: number): void {
    const { crowd, recorder, firstPair } = this.stage
    const user = crowd.performer(number)
    if (user === undefined) return
    let sequence = 0
    for (const occupant of groupOf(number, this.size)) sequence = this.book.expect(towards(number, occupant))
    const mark = { pair: firstPair + number, sequence, intendedNs: Math.round(intended * 1e6) }
    user.connection.send(
      `<message type='groupchat' to='${this.roomOf(number)}' id='${mark.pair}-${sequence}'><body>${markedBody(mark, this.bodyBytes)}</body></message>`,
    )
    recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    const kind = bytes[start + 1]
    if (kind === P) return this.presence(number, bytes, start, end)
    if (kind !== M) return false
    const mark = readMark(bytes, start, end)
    const sender = (mark?.pair ?? -1) - this.stage.firstPair
    if (mark === undefined || !this.inside.has(sender) || isError(tagOf(bytes, start))) return false
    if (Math.floor(sender / this.size) !== Math.floor(number / this.size)) {
      this.stage.recorder.error('delivered to a user who is not in the room')
    } else this.book.arrived(towards(sender, number), mark.sequence, mark.intendedNs / 1e6)
    return true
  }

  private presence(number: number, bytes: Buffer, start: number, end: number): boolean {
    const tag = tagOf(bytes, start)
    if (!tag.includes(`@${this.stage.services.rooms}/`)) return false
    if (isError(tag)) this.refusal ??= conditionOf(bytes, start, end)
    else if (bytes.toString('latin1', start, end).includes(OWN)) this.inside.add(number)
    return true
  }

  private async enter(numbers: readonly number[], signal: AbortSignal): Promise<void> {
    const { crowd } = this.stage
    for (const number of numbers) {
      crowd
        .user(number)
        .connection.send(
          `<presence to='${this.roomOf(number)}/user-${number}'><x xmlns='${MUC}'><history maxstanzas='0'/></x></presence>`,
        )
    }
    const done = () => this.refusal !== undefined || numbers.every((number) => this.inside.has(number))
    await crowd.until(done, signal)
    if (numbers.every((number) => this.inside.has(number))) return
    throw new CannotRunError(
      `${numbers.filter((number) => !this.inside.has(number)).length} of ${numbers.length} users could not enter their rooms: ${this.refusal ?? 'no answer in time'}.`,
    )
  }

  private roomOf(number: number): string {
    const { accounts, services } = this.stage
    if (services.rooms === undefined) throw new CannotRunError('The target has no service for rooms.')
    // The name of the first occupant is nobody else's, and neither is that of the room.
    const first = accounts.get(number - (number % this.size))
    return `${escapeXml(first?.localpart ?? '')}@${services.rooms}`
  }
}
