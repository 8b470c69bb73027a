/** Exact accounts of what was sent and what came of it, by pair and sequence. Nothing is sampled. */

export interface Tally {
  /** Deliveries that are expected: a message to a room counts for each occupant. */
  readonly sent: number
  /** Messages that arrived, each counted once however often it came. */
  readonly received: number
  readonly lost: number
  /** Deliveries beyond the first. */
  readonly duplicated: number
  /** Messages that arrived after a later one of their pair. */
  readonly reordered: number
  /** Messages that arrived, but later than allowed. */
  readonly late: number
  /** The first few of each kind, with pair and sequence. */
  readonly examples: readonly string[]
}

const EXAMPLES_OF_A_KIND = 5

/** What several ledgers say together. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (read: (tally: Tally) => number) => tallies.reduce((total, tally) => total + read(tally), 0)
  return {
    sent: sum(({ sent }) => sent),
    received: sum(({ received }) => received),
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    reordered: sum(({ reordered }) => reordered),
    late: sum(({ late }) => late),
    examples: tallies.flatMap(({ examples }) => examples),
  }
}

export class Ledger {
  private readonly pairs = new Map<number, PairAccount>()
  private readonly lateAfter: number
  private readonly examples = new Map<string, string[]>()
  private sentCount = 0
  private receivedCount = 0
  private duplicated = 0
  private reordered = 0
  private late = 0

  private readonly nameOf: (pair: number) => string

  /**
   * @param lateAfter milliseconds from the intended time
   * @param nameOf how a pair is called in examples
   */
  constructor(lateAfter: number, nameOf = (pair: number) => `pair ${pair}`) {
    this.lateAfter = lateAfter
    this.nameOf = nameOf
  }

  /** Books a message about to be sent and gives its sequence within the pair. */
  send(pair: number): number {
    let account = this.pairs.get(pair)
    if (account === undefined) {
      account = new PairAccount()
      this.pairs.set(pair, account)
    }
    this.sentCount++
    return account.sent++
  }

  /**
   * Books a delivery.
   * @param latency milliseconds from the intended time
   * @returns whether it is the first of this message; `unknown` was never sent
   */
  receive(pair: number, sequence: number, latency: number): 'first' | 'again' | 'unknown' {
    const account = this.pairs.get(pair)
    if (account === undefined || sequence >= account.sent) return 'unknown'
    if (account.has(sequence)) {
      this.duplicated++
      this.note('duplicated', pair, `sequence ${sequence} came again after ${Math.round(latency)} ms`)
      return 'again'
    }
    account.add(sequence)
    this.receivedCount++
    if (sequence < account.highest) {
      this.reordered++
      this.note('reordered', pair, `sequence ${sequence} came after ${account.highest}`)
    }
    if (latency > this.lateAfter) {
      this.late++
      this.note('late', pair, `sequence ${sequence} came after ${Math.round(latency)} ms`)
    }
    return 'first'
  }

  /** Messages that were sent and have not arrived. */
  get outstanding(): number {
    return this.sentCount - this.receivedCount
  }

  /** Closes the accounts: what has not arrived by now is lost. */
  close(): Tally {
    for (const [pair, account] of this.pairs) {
      for (const sequence of account.missing(EXAMPLES_OF_A_KIND)) {
        this.note('lost', pair, `sequence ${sequence} of ${account.sent} sent never came`)
      }
    }
    return {
      sent: this.sentCount,
      received: this.receivedCount,
      lost: this.outstanding,
      duplicated: this.duplicated,
      reordered: this.reordered,
      late: this.late,
      examples: [...this.examples.values()].flat(),
    }
  }

  private note(kind: string, pair: number, what: string): void {
    const known = this.examples.get(kind) ?? []
    if (known.length < EXAMPLES_OF_A_KIND)
      this.examples.set(kind, [...known, `${kind}: ${this.nameOf(pair)}, ${what}`])
  }
}

/** Remembers what is missing rather than what has come: in a sound run that is nothing. */
class PairAccount {
  sent = 0
  /** The highest sequence that has come. */
  highest = -1
  /** Lower ones that have not, in their order. */
  private passedOver: Set<number> | undefined

  has(sequence: number): boolean {
    return sequence <= this.highest && this.passedOver?.has(sequence) !== true
  }

  add(sequence: number): void {
    if (sequence < this.highest) this.passedOver?.delete(sequence)
    else {
      for (let passed = this.highest + 1; passed < sequence; passed++) {
        this.passedOver ??= new Set()
        this.passedOver.add(passed)
      }
      this.highest = sequence
    }
  }

  missing(limit: number): number[] {
    const found = [...(this.passedOver ?? [])].slice(0, limit)
    for (let sequence = this.highest + 1; sequence < this.sent && found.length < limit; sequence++) {
      found.push(sequence)
    }
    return found
  }
}
