/** What walks have in common: they choose by chance what they have done least, and hold facts against prospects. */
import { expect, type Random, randomFrom } from '#conformance'

/** What shows after a step, each under a name of its own. */
export type Facts = Readonly<Record<string, string>>

export interface Choice {
  /** What it does, and where that begins: a walk tries each of them before it does one again. */
  readonly name: string
  /** Whether a session begins or ends, which takes longer than a stanza and is to happen now and then. */
  readonly kind: 'session' | 'stanza'
}

export class Itinerary {
  readonly random: Random
  private readonly taken = new Map<string, number>()
  private readonly names: string[] = []

  constructor(seed: number) {
    this.random = randomFrom(seed)
  }

  /** One of those events that were taken least often so far; a session begins or ends at every fifth step or so. */
  choose<Event extends Choice>(events: readonly Event[]): Event {
    const kind = this.random.below(5) === 0 ? 'session' : 'stanza'
    const ofKind = events.filter((event) => event.kind === kind)
    const open = ofKind.length > 0 ? ofKind : events
    const often = ({ name }: Event) => this.taken.get(name) ?? 0
    const least = Math.min(...open.map(often))
    const chosen = this.random.pick(open.filter((event) => often(event) === least))
    this.taken.set(chosen.name, least + 1)
    this.names.push(chosen.name)
    return chosen
  }

  /**
   * Those prospects whose facts all show; a fact that a prospect does not name may be anything.
   * Fails with the whole walk when there is none.
   */
  judge<Prospect extends { readonly facts: Facts }>(
    prospects: readonly Prospect[],
    shown: Facts,
  ): readonly Prospect[] {
    const departures = prospects.map(({ facts }) =>
      Object.entries(facts).filter(([name, value]) => shown[name] !== value),
    )
    const possible = prospects.filter((_, index) => departures[index]?.length === 0)
    if (possible.length === 0) {
      const [nearest = []] = departures.toSorted((left, right) => left.length - right.length)
      const inLines = (lines: readonly string[]) => lines.join('\n          ')
      expect.fail(
        [
          `expected  ${inLines(nearest.map(([name, value]) => `${name}: ${value}`))}`,
          `heard     ${inLines(nearest.map(([name]) => `${name}: ${shown[name] ?? 'nothing'}`))}`,
          `walk      ${inLines(this.names.map((name, index) => `${index + 1}. ${name}`))}`,
        ].join('\n'),
      )
    }
    return possible
  }
}
