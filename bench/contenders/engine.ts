/** Touchstone's load engine: a crew of one worker, as in every run of a scenario. */

import { ms } from '../../harness/core/duration.ts'
import { chatMessage } from '../../harness/load/arrival.ts'
import { monotonicMs } from '../../harness/load/clock.ts'
import { LoadConnection } from '../../harness/load/connection.ts'
import { Crew } from '../../harness/load/crew.ts'
import { ConnectionContext } from '../../harness/load/load-stream.ts'
import type { Plan } from '../../harness/load/protocol.ts'
import { steady } from '../../harness/load/schedule.ts'
import { startThread } from '../../harness/load/worker-thread.ts'
import { messagesTo, tell } from '../child.ts'
import { type Job, LOGINS_AT_ONCE } from '../job.ts'

const NEVER = new AbortController().signal
/** How long what was sent may be on its way, in milliseconds; less where all of it has come before. */
const DRAIN = 30_000
let stopped = false

messagesTo<{ job: Job } | { stop: true } | { go: true }>(async (message) => {
  if ('stop' in message) stopped = true
  else if ('job' in message && message.job.work === 'logins') await logins(message.job)
  else if ('job' in message) await rounds(message.job)
})

async function logins({ route, accounts }: Job): Promise<void> {
  const context = new ConnectionContext(route)
  tell({ running: true })
  const lane = async (first: number) => {
    for (let turn = first; !stopped; turn += LOGINS_AT_ONCE) {
      const account = accounts[turn % accounts.length]
      if (account === undefined) throw new Error('a job needs accounts')
      const connection = await LoadConnection.open(context, account, 'load')
      await connection.close()
    }
  }
  await Promise.all(Array.from({ length: LOGINS_AT_ONCE }, (_, index) => lane(index)))
}

/** Logs all in, waits to be told to go where it has to hold sessions, and chats. */
async function rounds(job: Job): Promise<void> {
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

function planOf({ route, accounts, rate, warmUp, bodyBytes, atMost }: Job): Plan {
  const [spare] = accounts
  if (spare === undefined) throw new Error('a job needs accounts')
  return {
    worker: 0,
    workers: 1,
    route,
    population: accounts.length,
    users: accounts.map((account, number) => ({ number, account })),
    arrival: chatMessage({ bodyBytes, archived: false }),
    afterLoss: 'stay away',
    spare,
    services: { connectTo: {} },
    schedule: [
      steady({ rate: warmUp.rate, for: ms(warmUp.length) }),
      steady({ rate, for: ms(atMost - warmUp.length) }),
    ],
    lateAfter: 1000,
    sendWithin: 500,
    drain: DRAIN,
    endWithin: atMost + DRAIN + 10_000,
  }
}
