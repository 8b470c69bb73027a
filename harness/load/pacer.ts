/**
 * One timer for all arrivals of a worker. It looks at the clock of the run alone: an arrival is let go
 * once its intended time has come, never before, and all that are due are let go at once.
 */
import type { RunClock } from './clock.ts'

export interface Due {
  /** Milliseconds from the start. */
  readonly intended: number
  /** Whose arrival it is. */
  readonly user: number
}

/** Lets every arrival go in its time; resolves after the last one, or when the signal aborts. */
export function pace(
  due: Iterator<Due, void, undefined>,
  clock: RunClock,
  release: (arrival: Due) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let next = due.next()
    let timer: NodeJS.Timeout
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const tick = () => {
      const now = clock.now()
      while (!next.done && next.value.intended <= now) {
        release(next.value)
        next = due.next()
      }
      if (next.done) return finish()
      // Timers count whole milliseconds and may fire up to one early: after an early one the loop above
      // finds nothing due and the rest is waited for again.
      timer = setTimeout(tick, next.value.intended - clock.now())
    }
    signal.addEventListener('abort', finish, { once: true })
    tick()
  })
}
