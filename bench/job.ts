/** What a contender is asked to do, as plain data. */
import type { Account } from '../harness/core/account.ts'
import { ms } from '../harness/core/duration.ts'
import { type Schedule, steady, warmUp } from '../harness/load/schedule.ts'
import type { Route } from '../harness/load/transport.ts'

export interface Job {
  readonly work: 'rounds' | 'logins' | 'sessions'
  readonly route: Route
  readonly accounts: readonly Account[]
  /** Messages a second, of all accounts together. */
  readonly rate: number
  /** Before that: a rate at which code becomes hot, and for how many milliseconds. */
  readonly warmUp: { readonly rate: number; readonly length: number }
  readonly bodyBytes: number
  /** Milliseconds that it may go on at most. */
  readonly atMost: number
}

/** A message counts as late from so many milliseconds after its intended time on. */
export const LATE_AFTER = 1000

/** Logins at the same time. */
export const LOGINS_AT_ONCE = 8

/** The rates, as those take them who let the engine's pacer send. */
export function scheduleOf({ rate, warmUp: warm, atMost }: Job): Schedule {
  return [
    warmUp(steady({ rate: warm.rate, for: ms(warm.length) })),
    steady({ rate, for: ms(atMost - warm.length) }),
  ]
}

/** How many messages are due so many milliseconds after the start. */
export function dueAt({ rate, warmUp }: Job, elapsed: number): number {
  const warm = Math.min(elapsed, warmUp.length)
  return (warm * warmUp.rate + (elapsed - warm) * rate) / 1000
}

/** When that many are due, in milliseconds after the start. */
export function timeOf({ rate, warmUp }: Job, count: number): number {
  const warm = (warmUp.rate * warmUp.length) / 1000
  return count < warm ? (count * 1000) / warmUp.rate : warmUp.length + ((count - warm) * 1000) / rate
}
