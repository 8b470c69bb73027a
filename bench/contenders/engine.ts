/** Touchstone's load engine: a crew of one worker, as in every run of a scenario. */

import { ms } from '../../harness/core/duration.ts'
import { chatMessage, login } from '../../harness/load/arrival.ts'
import { monotonicMs } from '../../harness/load/clock.ts'
import { Crew } from '../../harness/load/crew.ts'
import type { Plan } from '../../harness/load/protocol.ts'
import { closedLoop } from '../../harness/load/schedule.ts'
import { startThread } from '../../harness/load/worker-thread.ts'
import { messagesTo, tell } from '../child.ts'
import { type Job, LATE_AFTER, LOGINS_AT_ONCE, scheduleOf } from '../job.ts'

const NEVER = new AbortController().signal
/** How long what was sent may be on its way, in milliseconds; less where all of it has come before. */
const DRAIN = 30_000

messagesTo<{ job: Job } | { go: true }>(async (message) => {
  if ('job' in message) await perform(message.job)
})

/** Logs all in, waits to be told to go where it has to hold sessions, and acts. */
async function perform(job: Job): Promise<void> {
  const crew = new Crew([startThread()], NEVER)
  await crew.assemble()
  tell({ assembled: true })
  await crew.prepare([planOf(job)], () => {})
  tell({ running: true })
  if (job.work === 'sessions') await new Promise((resolve) => process.once('message', resolve))
  const outcomes = await crew.run(monotonicMs() + 250, job.atMost + DRAIN, () => {})
  tell({ outcomes })
  await crew.dismiss()
}

function planOf(job: Job): Plan {
  const { route, accounts, atMost } = job
  const [spare] = accounts
  if (spare === undefined) throw new Error('a job needs accounts')
  return {
    worker: 0,
    workers: 1,
    route,
    population: accounts.length,
    ...(job.work === 'logins' ? loggingIn(job) : chatting(job)),
    afterLoss: 'stay away',
    spare,
    services: { connectTo: {} },
    lateAfter: LATE_AFTER,
    sendWithin: 500,
    drain: DRAIN,
    endWithin: atMost + DRAIN + 10_000,
  }
}

type Part = Pick<Plan, 'users' | 'arrival' | 'schedule'>

function loggingIn({ accounts, atMost }: Job): Part {
  return {
    users: accounts.slice(0, LOGINS_AT_ONCE).map((account, number) => ({ number, account })),
    arrival: login(),
    schedule: [closedLoop({ pause: ms(0), for: ms(atMost) })],
  }
}

function chatting(job: Job): Part {
  return {
    users: job.accounts.map((account, number) => ({ number, account })),
    arrival: chatMessage({ bodyBytes: job.bodyBytes, archived: false }),
    schedule: scheduleOf(job),
  }
}
