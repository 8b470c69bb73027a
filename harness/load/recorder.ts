/** What a worker measures: distributions and counts, in total and by second. */
import type { RunClock } from './clock.ts'
import { countLatencies, encode, Gatherer } from './latency.ts'
import { addTallies, Ledger } from './ledger.ts'
import type { Health, SecondReport, Totals } from './protocol.ts'
import type { ArrivalLatency } from './thresholds.ts'
import type { TrafficReport } from './traffic.ts'

export const TOO_LATE = 'dropped: too late to be sent'

/** What one kind of arrival expects, and what came of it. */
export interface Book {
  /** Books something that is to arrive and gives its sequence within the pair. */
  expect(pair: number): number
  /** It arrived. @param since milliseconds from the start to the moment that its time counts from */
  arrived(pair: number, sequence: number, since: number): void
  /** How many have not arrived. */
  readonly outstanding: number
}

export class Recorder {
  /** Told of everything that arrives for the first time. */
  onArrival: (pair: number) => void = () => {}
  private readonly clock: RunClock
  private readonly lateAfter: number
  private readonly timedFrom: number
  private readonly ledgers: Ledger[] = []
  private readonly latencies = new Map<ArrivalLatency, Gatherer>()
  private readonly lag = new Gatherer()
  private readonly probe = new Gatherer()
  private readonly errors = new Map<string, number>()
  private sentCount = 0
  private droppedCount = 0
  private droppedLate = 0
  private open = new OpenSecond(0)
  private closed: SecondReport[] = []

  /**
   * @param lateAfter milliseconds after which what arrives is late
   * @param timedFrom milliseconds from the start: the time of what began earlier is in no percentile
   */
  constructor(clock: RunClock, lateAfter: number, timedFrom: number) {
    this.clock = clock
    this.lateAfter = lateAfter
    this.timedFrom = timedFrom
  }

  /**
   * @param name which latency its times are of; several books may share it
   * @param nameOf how a pair is called in examples
   */
  openBook(name: ArrivalLatency, nameOf?: (pair: number) => string): Book {
    const ledger = new Ledger(this.lateAfter, nameOf)
    const latencies = this.latencies.get(name) ?? new Gatherer()
    this.latencies.set(name, latencies)
    this.ledgers.push(ledger)
    return {
      expect: (pair) => ledger.send(pair),
      arrived: (pair, sequence, since) => this.arrived(ledger, latencies, pair, sequence, since),
      get outstanding() {
        return ledger.outstanding
      },
    }
  }

  /** An arrival was performed: its stanza was handed to its connection. @param intended milliseconds from the start */
  sent(intended: number): void {
    const now = this.clock.now()
    this.lag.add(now - intended)
    this.sentCount++
    this.second(now).sent++
  }

  /** An arrival was not sent, for this reason. */
  dropped(cause: string): void {
    this.droppedCount++
    this.second(this.clock.now()).dropped++
    if (cause === TOO_LATE) this.droppedLate++
    this.error(cause)
  }

  /** The probe was answered after that many milliseconds. */
  probed(roundTrip: number): void {
    this.probe.add(roundTrip)
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
      sent: this.sentCount,
      tally: addTallies(this.ledgers.map((ledger) => ledger.close())),
      dropped: this.droppedCount,
      droppedLate: this.droppedLate,
      errors: Object.fromEntries(this.errors),
      latencies: Object.fromEntries(
        [...this.latencies].map(([name, { latencies }]) => [name, encode(latencies)]),
      ),
      lag: encode(this.lag.latencies),
      probe: encode(this.probe.latencies),
      health,
      traffic,
    }
  }

  private arrived(ledger: Ledger, latencies: Gatherer, pair: number, sequence: number, since: number): void {
    const now = this.clock.now()
    const latency = now - since
    const delivery = ledger.receive(pair, sequence, latency)
    if (delivery === 'unknown') this.error('received what nobody sent')
    if (delivery !== 'first') return
    this.onArrival(pair)
    if (since >= this.timedFrom) latencies.add(latency)
    const second = this.second(now)
    second.delivery.push(latency)
    second.received++
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
  readonly delivery: number[] = []

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
      ...(delivery.length === 0 ? {} : { delivery: countLatencies(delivery) }),
      ...(probeMs === undefined ? {} : { probeMs }),
    }
  }
}
