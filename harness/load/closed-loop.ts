/** Users who act when they may, not when a schedule says so. */
import type { RunClock } from './clock.ts'
import { closedPhases, type Schedule } from './schedule.ts'

export interface ClosedLoopOptions {
  readonly schedule: Schedule
  readonly users: readonly number[]
  readonly clock: RunClock
  /** @param intended milliseconds from the start: when the user might */
  readonly arrive: (user: number, intended: number) => void
}

export class ClosedLoop {
  private readonly options: ClosedLoopOptions
  private readonly phases: ReturnType<typeof closedPhases>
  private readonly timers = new Set<NodeJS.Timeout>()
  /** Who waits for the end of what it did. */
  private readonly acting = new Set<number>()
  private isOver = false

  constructor(options: ClosedLoopOptions) {
    this.options = options
    this.phases = closedPhases(options.schedule)
  }

  /** Lets users act for the first time, spread over a pause; resolves when the last closed phase is over. */
  async run(signal: AbortSignal): Promise<void> {
    const { users, clock } = this.options
    for (const { from, pause } of this.phases) {
      for (const [index, user] of users.entries()) this.actAt(user, from + (index * pause) / users.length)
    }
    const end = Math.max(0, ...this.phases.map(({ to }) => to))
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, end - clock.now())
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.isOver = true
    for (const timer of this.timers) clearTimeout(timer)
  }

  /** What a user did has come to its end. */
  completed(user: number): void {
    if (!this.acting.delete(user)) return
    const now = this.options.clock.now()
    const phase = this.phases.find(({ from, to }) => from <= now && now < to)
    if (phase !== undefined && now + phase.pause < phase.to) this.actAt(user, now + phase.pause)
  }

  private actAt(user: number, intended: number): void {
    const wait = intended - this.options.clock.now()
    // A timer would be a pause of its own. What the user did before comes to its end first.
    if (wait <= 0) {
      queueMicrotask(() => this.act(user, intended))
      return
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      // It may fire early, and looks again.
      this.actAt(user, intended)
    }, wait)
    this.timers.add(timer)
  }

  private act(user: number, intended: number): void {
    if (this.isOver || this.acting.has(user)) return
    this.acting.add(user)
    this.options.arrive(user, intended)
  }
}
