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

/** Lets every arrival go in its time; resolves after the last one, or when the signal aborts. */
export function pace(
  due: Iterator<Due, void, undefined>,
  clock: RunClock,
  release: (arrival: Due) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let next = due.next()
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
      while (!next.done && next.value.intended <= now) {
        const { intended } = next.value
        release(next.value)
        next = due.next()
        sparse = !next.done && next.value.intended - intended >= SPARSE
      }
      if (next.done) return finish()
      // Woken early, the loop above finds nothing due, and the rest is waited for again.
      const wait = next.value.intended - clock.now()
      if (sparse) alarm.set(wait, tick)
      else timer = setTimeout(tick, wait)
    }
    signal.addEventListener('abort', finish, { once: true })
    tick()
  })
}
