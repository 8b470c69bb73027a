/**
 * When arrivals are meant to happen: computed before the run, from the start of it, without a look at
 * the server. A schedule is plain data, so that every worker computes the same arrivals and takes its own.
 */
import { type Duration, formatDuration } from '../core/duration.ts'
import { UsageError } from '../core/errors.ts'

/** A stretch of a schedule. Rates are arrivals a second. */
export type Phase = Stretch & { readonly warmUp?: true }

type Stretch =
  | { readonly kind: 'paced'; readonly from: number; readonly to: number; readonly over: Duration }
  | { readonly kind: 'poisson'; readonly rate: number; readonly over: Duration; readonly seed: number }
  | { readonly kind: 'closed'; readonly pause: Duration; readonly over: Duration }

/** Phases one after the other. */
export type Schedule = readonly Phase[]

/** Arrivals at even distances. */
export function steady(phase: { readonly rate: number; readonly for: Duration }): Phase {
  return { kind: 'paced', from: checked(phase.rate), to: phase.rate, over: phase.for }
}

/** A rate that changes evenly, from nothing unless said otherwise. */
export function ramp(phase: { readonly from?: number; readonly to: number; readonly over: Duration }): Phase {
  return { kind: 'paced', from: checked(phase.from ?? 0), to: checked(phase.to), over: phase.over }
}

/** Each rate in turn, held for the same time. */
export function steps(stair: { readonly rates: readonly number[]; readonly each: Duration }): Schedule {
  return stair.rates.map((rate) => steady({ rate, for: stair.each }))
}

/** A usual rate, a sudden one, and the usual one again. */
export function spike(shape: {
  readonly usual: number
  readonly peak: number
  readonly before: Duration
  readonly for: Duration
  readonly after: Duration
}): Schedule {
  const { usual, peak, before, after } = shape
  return [
    steady({ rate: usual, for: before }),
    steady({ rate: peak, for: shape.for }),
    steady({ rate: usual, for: after }),
  ]
}

/**
 * A closed loop: each user acts again when what it did last has come to its end and a pause is over. How
 * often somebody acts is then up to the server, which is what the question has to be about.
 */
export function closedLoop(phase: { readonly pause: Duration; readonly for: Duration }): Phase {
  return { kind: 'closed', pause: phase.pause, over: phase.for }
}

/**
 * A phase at the beginning in which code, caches and connections become warm: all that is sent is accounted for,
 * but its times are in no percentile.
 */
export function warmUp(phase: Phase): Phase {
  return { ...phase, warmUp: true }
}

/** Where the warm-up is over and times count, in milliseconds from the start. */
export function timedFrom(schedule: Schedule): number {
  const first = schedule.findIndex((phase) => phase.warmUp !== true)
  return scheduleLength(first === -1 ? schedule : schedule.slice(0, first))
}

/** When a schedule leaves it to its users to act, in milliseconds from the start. */
export function closedPhases(
  schedule: Schedule,
): readonly { readonly from: number; readonly to: number; readonly pause: number }[] {
  let begin = 0
  return schedule.flatMap((phase) => {
    const from = begin
    begin += phase.over
    return phase.kind === 'closed' ? [{ from, to: begin, pause: phase.pause }] : []
  })
}

/** Arrivals independent of each other, as those of many people are. The same seed gives the same arrivals. */
export function poisson(phase: {
  readonly rate: number
  readonly for: Duration
  readonly seed: number
}): Phase {
  return { kind: 'poisson', rate: checked(phase.rate), over: phase.for, seed: phase.seed }
}

/** Intended times in milliseconds from the start: rising, from 0 up to, not including, the end. A closed loop has none. */
export function* arrivals(schedule: Schedule): Generator<number, void, undefined> {
  const next = arrivalsOf(schedule)
  for (let at = next(); at !== undefined; at = next()) yield at
}

/** Each call gives the next of the arrivals; undefined after the last one. */
export function arrivalsOf(schedule: Schedule): () => number | undefined {
  const phases = schedule[Symbol.iterator]()
  let phase: Phase | undefined
  let [begin, end, last, count] = [0, 0, 0, 0]
  // The part of an arrival that the phases before left over, so that a sum of phases rounds only once.
  let owed = 0
  let nextOffset = () => Number.POSITIVE_INFINITY
  return () => {
    for (;;) {
      const at = begin + nextOffset()
      if (at < end) {
        count++
        last = Math.max(last, at)
        return last
      }
      if (phase?.kind === 'paced') owed += count - phaseArrivals(phase)
      phase = phases.next().value
      if (phase === undefined) return undefined
      begin = end
      end += phase.over
      last = begin
      count = 0
      nextOffset = offsetsOf(phase, owed)
    }
  }
}

/** Length in milliseconds. */
export function scheduleLength(schedule: Schedule): number {
  return schedule.reduce((total, phase) => total + phase.over, 0)
}

/** How many arrivals are expected: the integral of the rate. */
export function expectedArrivals(schedule: Schedule): number {
  return schedule.reduce((total, phase) => total + phaseArrivals(phase), 0)
}

/** The highest rate, in arrivals a second. */
export function peakRate(schedule: Schedule): number {
  return Math.max(
    0,
    ...schedule.map((phase) => {
      if (phase.kind === 'closed') return 0
      return phase.kind === 'paced' ? Math.max(phase.from, phase.to) : phase.rate
    }),
  )
}

/** In words: `0 to 300/s over 30 s, then 300/s for 5 min`. */
export function describeSchedule(schedule: Schedule): string {
  return schedule.map(describePhase).join(', then ')
}

function describePhase(phase: Phase): string {
  return phase.warmUp ? `${describeStretch(phase)} to warm up` : describeStretch(phase)
}

function describeStretch(phase: Stretch): string {
  const length = formatDuration(phase.over)
  if (phase.kind === 'closed')
    return `closed loop with pauses of ${formatDuration(phase.pause)} for ${length}`
  if (phase.kind === 'poisson') return `${phase.rate}/s at random (seed ${phase.seed}) for ${length}`
  if (phase.from === phase.to) return `${phase.to}/s for ${length}`
  return `${phase.from} to ${phase.to}/s over ${length}`
}

function phaseArrivals(phase: Stretch): number {
  if (phase.kind === 'closed') return 0
  const meanRate = phase.kind === 'paced' ? (phase.from + phase.to) / 2 : phase.rate
  return (meanRate * phase.over) / 1000
}

/** Each call gives the next time of a phase, from its begin on; one that is not before its end is the last. */
function offsetsOf(phase: Stretch, owed: number): () => number {
  switch (phase.kind) {
    case 'paced':
      return pacedOffsets(phase, owed)
    case 'poisson':
      return poissonOffsets(phase)
    case 'closed':
      return () => Number.POSITIVE_INFINITY
  }
}

/** The times at which the integral of the rate reaches `first`, `first` + 1, … */
function pacedOffsets(phase: Stretch & { kind: 'paced' }, first: number): () => number {
  const total = phaseArrivals(phase)
  const from = phase.from / 1000
  const slope = (phase.to - phase.from) / 1000 / phase.over
  let count = first
  return () => {
    if (count >= total) return Number.POSITIVE_INFINITY
    // The root of from·t + slope·t²/2 = count, in the form that loses no digits when the slope is small.
    const root = Math.sqrt(Math.max(0, from * from + 2 * slope * count))
    const offset = count <= 0 ? 0 : (2 * count) / (from + root)
    count++
    return offset
  }
}

function poissonOffsets(phase: Stretch & { kind: 'poisson' }): () => number {
  const random = mulberry32(phase.seed)
  let at = 0
  return () => {
    at += (-Math.log(1 - random()) * 1000) / phase.rate
    return at
  }
}

/** Tommy Ettinger's generator: 32 bits of state are plenty for gaps, and the seed makes a run repeatable. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function checked(rate: number): number {
  if (Number.isFinite(rate) && rate >= 0) return rate
  throw new UsageError(`A rate is a finite number of arrivals a second from 0 up; got ${rate}.`)
}
