/**
 * Messages to users who are offline. Even users write to the odd ones after them, who log in when
 * everything has been sent and get what has waited for them.
 */
import pLimit from 'p-limit'
import { escapeXml } from '../../core/element.ts'
import { CannotRunError } from '../../core/errors.ts'
import type { Activity, Stage } from '../activity.ts'
import { markedBody, readMark } from '../marker.ts'
import type { Book } from '../recorder.ts'

const LOGINS_AT_ONCE = 4
const M = 0x6d

export class OfflineMessages implements Activity {
  /** Nobody who could get something is there before `finish`. */
  readonly waiting = 0
  private readonly stage: Stage
  private readonly bodyBytes: number
  private readonly book: Book
  /** When the login of a receiver began, in milliseconds from the start. */
  private readonly cameAt = new Map<number, number>()

  constructor(stage: Stage, { bodyBytes }: { bodyBytes: number }) {
    this.stage = stage
    this.bodyBytes = bodyBytes
    this.book = stage.recorder.openBook('drain', (pair) => `to user ${pair + 1}`)
  }

  connects(user: number): boolean {
    return user % 2 === 0
  }

  async prepare(): Promise<void> {}

  arrive(number: number, intended: number): void {
    const { crowd, recorder, accounts } = this.stage
    const sender = number - (number % 2)
    const user = crowd.performer(sender)
    const receiver = accounts.get(sender + 1)
    if (user === undefined || receiver === undefined) return
    const sequence = this.book.expect(sender)
    const mark = { pair: sender, sequence, intendedNs: Math.round(intended * 1e6) }
    user.connection.send(
      `<message type='chat' to='${escapeXml(receiver.bareJid)}' id='${sender}-${sequence}'><body>${markedBody(mark, this.bodyBytes)}</body></message>`,
    )
    recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== M) return false
    const mark = readMark(bytes, start, end)
    const came = this.cameAt.get(number)
    if (mark === undefined || came === undefined) return false
    if (mark.pair + 1 !== number) this.stage.recorder.error('delivered to a user it was not addressed to')
    else this.book.arrived(mark.pair, mark.sequence, came)
    return true
  }

  async finish(signal: AbortSignal): Promise<void> {
    const { accounts, connect, crowd, clock, recorder } = this.stage
    const limit = pLimit(LOGINS_AT_ONCE)
    await Promise.all(
      [...accounts]
        .filter(([number]) => !this.connects(number))
        .map(([number, account]) =>
          limit(async () => {
            if (signal.aborted) return
            this.cameAt.set(number, clock.now())
            try {
              crowd.add(number, account, await connect(account, 'load'))
            } catch (error) {
              if (!(error instanceof CannotRunError)) throw error
              recorder.error('a receiver could not log in')
            }
          }),
        ),
    )
    await crowd.until(() => this.book.outstanding === 0, signal)
    if (!signal.aborted) await crowd.fence(signal)
  }
}
