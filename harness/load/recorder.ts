/** What a worker measures: distributions and counts, in total and by second. */
import type { RunClock } from './clock.ts'
import { emptyLatencies, encode, record } from './latency.ts'
import { Ledger } from './ledger.ts'
import type { Mark } from './marker.ts'
import type { Health, SecondReport, Totals } from './protocol.ts'

export const TOO_LATE = 'dropped: too late to be sent'

export class Recorder {
  readonly ledger: Ledger
  private readonly clock: RunClock
  private readonly delivery = emptyLatencies()
  private readonly lag = emptyLatencies()
  private readonly probe = emptyLatencies()
  private readonly errors = new Map<string, number>()
  private droppedCount = 0
  private droppedLate = 0
  private second: OpenSecond

  constructor(clock: RunClock, lateAfter: number) {
    this.clock = clock
    this.ledger = new Ledger(lateAfter)
    this.second = new OpenSecond()
  }

  /** A stanza was handed to its connection. @param intended milliseconds from the start */
  sent(intended: number): void {
    record(this.lag, this.clock.now() - intended)
    this.second.sent++
  }

  /** An arrival was not sent, for this reason. */
  dropped(cause: string): void {
    this.droppedCount++
    this.second.dropped++
    if (cause === TOO_LATE) this.droppedLate++
    this.error(cause)
  }

  /** A marked message came in. */
  received(mark: Mark): void {
    const latency = this.clock.now() - mark.intendedNs / 1e6
    const delivery = this.ledger.receive(mark.pair, mark.sequence, latency)
    if (delivery === 'unknown') this.error('received a message that nobody sent')
    if (delivery !== 'first') return
    record(this.delivery, latency)
    record(this.second.delivery, latency)
    this.second.received++
  }

  /** The probe was answered after that many milliseconds. */
  probed(roundTrip: number): void {
    record(this.probe, roundTrip)
    this.second.probeMs = Math.max(this.second.probeMs ?? 0, roundTrip)
  }

  error(cause: string): void {
    this.errors.set(cause, (this.errors.get(cause) ?? 0) + 1)
  }

  /** Everything since the last call, as the report of that second. */
  closeSecond(second: number): SecondReport {
    const { sent, received, dropped, delivery, probeMs } = this.second
    this.second = new OpenSecond()
    return {
      second,
      sent,
      received,
      dropped,
      ...(delivery.totalCount === 0 ? {} : { delivery: encode(delivery) }),
      ...(probeMs === undefined ? {} : { probeMs }),
    }
  }

  /** Closes the accounts. */
  totals(health: Health): Totals {
    return {
      tally: this.ledger.close(),
      dropped: this.droppedCount,
      droppedLate: this.droppedLate,
      errors: Object.fromEntries(this.errors),
      delivery: encode(this.delivery),
      lag: encode(this.lag),
      probe: encode(this.probe),
      health,
    }
  }
}

class OpenSecond {
  sent = 0
  received = 0
  dropped = 0
  probeMs: number | undefined
  readonly delivery = emptyLatencies()
}
