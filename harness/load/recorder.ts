/** What a worker measures: distributions and counts, in total and by second. */
import type { RunClock } from './clock.ts'
import { emptyLatencies, encode, record } from './latency.ts'
import { Ledger } from './ledger.ts'
import type { Mark } from './marker.ts'
import type { Health, SecondReport, Totals } from './protocol.ts'
import type { TrafficReport } from './traffic.ts'

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
  private open = new OpenSecond(0)
  private closed: SecondReport[] = []

  constructor(clock: RunClock, lateAfter: number) {
    this.clock = clock
    this.ledger = new Ledger(lateAfter)
  }

  /** A stanza was handed to its connection. @param intended milliseconds from the start */
  sent(intended: number): void {
    const now = this.clock.now()
    record(this.lag, now - intended)
    this.second(now).sent++
  }

  /** An arrival was not sent, for this reason. */
  dropped(cause: string): void {
    this.droppedCount++
    this.second(this.clock.now()).dropped++
    if (cause === TOO_LATE) this.droppedLate++
    this.error(cause)
  }

  /** A marked message came in. */
  received(mark: Mark): void {
    const now = this.clock.now()
    const latency = now - mark.intendedNs / 1e6
    const delivery = this.ledger.receive(mark.pair, mark.sequence, latency)
    if (delivery === 'unknown') this.error('received a message that nobody sent')
    if (delivery !== 'first') return
    record(this.delivery, latency)
    const second = this.second(now)
    record(second.delivery, latency)
    second.received++
  }

  /** The probe was answered after that many milliseconds. */
  probed(roundTrip: number): void {
    record(this.probe, roundTrip)
    const second = this.second(this.clock.now())
    second.probeMs = Math.max(second.probeMs ?? 0, roundTrip)
  }

  error(cause: string): void {
    this.errors.set(cause, (this.errors.get(cause) ?? 0) + 1)
  }

  /** The seconds that are over since the last call, in order; ones in which nothing happened are left out. */
  pastSeconds(): SecondReport[] {
    this.second(this.clock.now())
    const past = this.closed
    this.closed = []
    return past
  }

  /** The second that is not over yet. */
  currentSecond(): SecondReport {
    return this.open.report()
  }

  /** Closes the accounts. */
  totals(health: Health, traffic: TrafficReport): Totals {
    return {
      tally: this.ledger.close(),
      dropped: this.droppedCount,
      droppedLate: this.droppedLate,
      errors: Object.fromEntries(this.errors),
      delivery: encode(this.delivery),
      lag: encode(this.lag),
      probe: encode(this.probe),
      health,
      traffic,
    }
  }

  /** The second of that time; an earlier one that was open is over. */
  private second(now: number): OpenSecond {
    const number = Math.max(0, Math.floor(now / 1000))
    if (number > this.open.number) {
      this.closed.push(this.open.report())
      this.open = new OpenSecond(number)
    }
    return this.open
  }
}

class OpenSecond {
  readonly number: number
  sent = 0
  received = 0
  dropped = 0
  probeMs: number | undefined
  readonly delivery = emptyLatencies()

  constructor(number: number) {
    this.number = number
  }

  report(): SecondReport {
    const { number, sent, received, dropped, delivery, probeMs } = this
    return {
      second: number,
      sent,
      received,
      dropped,
      ...(delivery.totalCount === 0 ? {} : { delivery: encode(delivery) }),
      ...(probeMs === undefined ? {} : { probeMs }),
    }
  }
}
