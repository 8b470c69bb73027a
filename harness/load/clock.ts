// The global of that name is a getter, which costs more than the look at the clock.
import { performance } from 'node:perf_hooks'

/** Milliseconds on the clock that every thread and process of this machine shares. It never jumps. */
export function monotonicMs(): number {
  const [wholeSeconds, nanoseconds] = process.hrtime()
  return wholeSeconds * 1000 + nanoseconds / 1e6
}

/** Time since the start of a run: negative before it, the same in every worker of a machine. */
export class RunClock {
  private origin = Number.POSITIVE_INFINITY

  /** @param at the start, on the clock of `monotonicMs` */
  startAt(at: number): void {
    this.origin = at - monotonicMs() + performance.now()
  }

  /** Milliseconds since the start. */
  now(): number {
    return performance.now() - this.origin
  }
}
