/**
 * One timer for all arrivals of a worker. It looks at the clock of the run alone: an arrival is let go
 * once its intended time has come, never before, and all that are due are let go at once.
 */
import { Alarm } from './alarm.ts'
import type { RunClock } from './clock.ts'

export interface Due {
  /** Milliseconds from the start. */
  readonly intended: number
  /** Whose arrival it is. */
  readonly user: number
}

/**
 * Where arrivals are at least this far apart, in milliseconds, each is let go exactly in time. Where they are
 * denser, the core that this takes is needed for them.
 */
const SPARSE = 4

export interface Pacing {
  readonly clock: RunClock
  /** The next arrival, which may be told in the same object each time; undefined after the last one. */
  readonly next: () => Due | undefined
  /** @param now milliseconds from the start */
  readonly release: (arrival: Due, now: number) => void
  /** Called behind those that were due at once. */
  readonly released?: () => void
}

/** Lets every arrival go in its time; resolves after the last one, or when the signal aborts. */
export function pace({ clock, next, release, released }: Pacing, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let due = next()
    let timer: NodeJS.Timeout | undefined
    const alarm = new Alarm()
    let sparse = false
    const finish = () => {
      clearTimeout(timer)
      alarm.clear()
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const tick = () => {
      const now = clock.now()
      while (due !== undefined && due.intended <= now) {
        const { intended } = due
        release(due, now)
        due = next()
        sparse = due !== undefined && due.intended - intended >= SPARSE
      }
      released?.()
      if (due === undefined) return finish()
      // Woken early, the loop above finds nothing due, and the rest is waited for again.
      const wait = due.intended - clock.now()
      if (sparse) alarm.set(wait, tick)
      else timer = setTimeout(tick, wait)
    }
    signal.addEventListener('abort', finish, { once: true })
    tick()
  })
}
