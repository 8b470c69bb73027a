/** A load scenario: one question about the server, asked with a load that is written down beforehand. */
import { type Duration, formatDuration, minutes, ms, seconds } from '../core/duration.ts'
import { UsageError } from '../core/errors.ts'
import { type Arrival, groupSize } from './arrival.ts'
import {
  closedPhases,
  describeSchedule,
  peakRate,
  type Schedule,
  scheduleLength,
  timedFrom,
} from './schedule.ts'
import type { Threshold } from './thresholds.ts'
import type { TransportName } from './transport.ts'

export type SizeName = 'developer' | 'gate' | 'release'

/** How many users, and when something arrives. */
export interface Size {
  readonly users: number
  readonly schedule: Schedule
}

/** To log in again, or to resume the session (XEP-0198) where the server can, so that nothing is lost. */
export type AfterLoss = 'stay away' | 'log in again' | 'resume'

export interface Scenario {
  /** Path below `suites/` without the ending: `load/one-to-one-chat`. */
  readonly id: string
  /** What the scenario finds out, as a person would ask it: the heading in a report. */
  readonly question: string
  readonly sizes: Readonly<Record<SizeName, Size>>
  readonly arrival: Arrival
  readonly thresholds: readonly Threshold[]
  /**
   * Whether the server limits what a client may send, as servers are shipped. `off` asks what it can do
   * without; only a server that the harness starts can be asked that way.
   */
  readonly limits: 'on' | 'off'
  /** How clients connect; where nothing is said, direct TLS if the target has it, and STARTTLS if not. */
  readonly transport?: TransportName
  /** What a user does whose connection is lost; where nothing is said, nothing. Either way it is counted. */
  readonly afterLoss: AfterLoss
  /** An arrival that cannot be sent within this of its intended time is dropped, and counted. */
  readonly sendWithin: Duration
  /** After how long a delivered stanza counts as late. */
  readonly lateAfter: Duration
  /** How long to wait after the last arrival for what is still on its way; then it is lost. */
  readonly drain: Duration
}

type Defaults = 'limits' | 'afterLoss' | 'sendWithin' | 'lateAfter' | 'drain'
type ScenarioDraft = Omit<Scenario, Defaults> & Partial<Pick<Scenario, Defaults>>

/** What one machine may be asked for, so that a slip of the pen stays a slip. */
export const bounds = {
  users: 50_000,
  /** Arrivals a second. */
  rate: 20_000,
  length: minutes(12 * 60),
  drain: minutes(5),
} as const

/** @throws UsageError when the scenario asks for what cannot be, or for more than the bounds allow */
export function defineScenario(draft: ScenarioDraft): Scenario {
  const scenario: Scenario = {
    limits: 'on',
    afterLoss: 'stay away',
    sendWithin: ms(500),
    lateAfter: seconds(1),
    drain: seconds(10),
    ...draft,
  }
  if (!/^load\/[a-z0-9-]+$/.test(scenario.id)) {
    throw new UsageError(
      `A scenario's id reads load/some-words-like-these; got ${JSON.stringify(scenario.id)}.`,
    )
  }
  for (const [name, size] of Object.entries(scenario.sizes)) {
    checkSize(`${scenario.id}, size ${name}`, size, groupSize(scenario.arrival))
  }
  if (scenario.drain > bounds.drain) {
    throw new UsageError(
      `${scenario.id}: it waits ${formatDuration(scenario.drain)} for late stanzas; at most ${formatDuration(bounds.drain)} is allowed.`,
    )
  }
  return scenario
}

/** In words: `40 users, 200/s for 5 s`. */
export function describeSize(size: Size): string {
  return `${size.users} users, ${describeSchedule(size.schedule)}`
}

function checkSize(where: string, { users, schedule }: Size, group: number): void {
  if (!Number.isInteger(users) || users < group || users % group !== 0) {
    throw new UsageError(
      group === 2
        ? `${where}: users come in pairs, so an even number from 2 up is needed; got ${users}.`
        : `${where}: users come in groups of ${group}, so a multiple of it is needed; got ${users}.`,
    )
  }
  if (users > bounds.users) {
    throw new UsageError(`${where}: ${users} users; at most ${bounds.users} are allowed.`)
  }
  const most = Math.max(
    peakRate(schedule),
    ...closedPhases(schedule).map(({ pause }) => (users * 1000) / pause),
  )
  if (most > bounds.rate) {
    throw new UsageError(`${where}: ${most} arrivals a second; at most ${bounds.rate} are allowed.`)
  }
  const warm = scheduleLength(schedule.filter((phase) => phase.warmUp))
  if (warm > timedFrom(schedule) || (warm > 0 && warm === scheduleLength(schedule))) {
    throw new UsageError(
      `${where}: a schedule warms up at its beginning, and goes on after it; got ${describeSchedule(schedule)}.`,
    )
  }
  if (scheduleLength(schedule) > bounds.length) {
    throw new UsageError(
      `${where}: it runs ${formatDuration(scheduleLength(schedule))}; at most ${formatDuration(bounds.length)} is allowed.`,
    )
  }
}
