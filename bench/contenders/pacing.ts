/** The engine's pacer for contenders that have none of their own. */
import { monotonicMs, type RunClock } from '../../harness/load/clock.ts'
import { type Pacing, pace } from '../../harness/load/pacer.ts'
import { ownArrivals } from '../../harness/load/worker-run.ts'
import { type Job, scheduleOf } from '../job.ts'

const NEVER = new AbortController().signal

/** Starts the clock and releases every message of the job in its time; resolves after the last one. */
export function paced(
  job: Job,
  { clock, release }: { clock: RunClock; release: Pacing['release'] },
): Promise<void> {
  const users = job.accounts.map((account, number) => ({ number, account }))
  clock.startAt(monotonicMs())
  const next = ownArrivals({ schedule: scheduleOf(job), population: users.length, users })
  return pace({ clock, next, release }, NEVER)
}
