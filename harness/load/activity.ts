/** A kind of arrival as a worker performs it. One file a kind, in `activities`. */
import type { Account } from '../core/account.ts'
import type { RunClock } from './clock.ts'
import type { LoadConnection } from './connection.ts'
import type { Crowd } from './crowd.ts'
import type { Services } from './protocol.ts'
import type { Recorder } from './recorder.ts'
import type { AfterLoss } from './scenario.ts'

export interface Activity {
  /** Whether that user is connected before the run; all are where nothing is said. */
  connects?(user: number): boolean
  /** Users are connected. Makes what the arrivals need, and every route warm; nothing of it is measured. */
  prepare(signal: AbortSignal): Promise<void>
  /** Performs an arrival. @param intended milliseconds from the start */
  arrive(user: number, intended: number): void
  /**
   * An element came to a user, `bytes` from `start` up to, not including, `end`.
   * @returns whether it was for this activity
   */
  heard(user: number, bytes: Buffer, start: number, end: number): boolean
  /** What is on its way. */
  readonly waiting: number
  /** Everything has been sent and has arrived where it could: what remains to be done. */
  finish?(signal: AbortSignal): Promise<void>
  /** Ends connections of its own. */
  close?(): Promise<void>
}

/** What an activity works with. */
export interface Stage {
  readonly domain: string
  /** The authority that certificates are verified against. Empty: the system's. */
  readonly caPem: string
  /** The users of this worker, by number. */
  readonly accounts: ReadonlyMap<number, Account>
  /** A user beside those of the scenario. */
  readonly spare: Account
  readonly services: Services
  readonly crowd: Crowd
  readonly afterLoss: AfterLoss
  readonly recorder: Recorder
  readonly clock: RunClock
  /** Logs in. @throws CannotRunError that names the step which did not succeed */
  readonly connect: (account: Account, resource: string) => Promise<LoadConnection>
  /**
   * Added to the number of a sender it gives the pair of a mark: activities of a mix have different ones,
   * so that none takes what is for another.
   */
  readonly firstPair: number
}

/** More than there may be users. */
export const PAIRS = 2 ** 20

/** The pair of a sender and one of several receivers. */
export function towards(sender: number, receiver: number): number {
  return receiver * PAIRS + sender
}

export function nameOfRoute(pair: number): string {
  return `from user ${pair % PAIRS} to user ${Math.floor(pair / PAIRS)}`
}

/** The users that have to do with this one: numbered in a row, `size` of them. */
export function groupOf(user: number, size: number): number[] {
  const first = user - (user % size)
  return Array.from({ length: size }, (_, index) => first + index)
}

/** How long what comes before a run may take, in milliseconds. */
export const PREPARE_BOUND = 300_000
