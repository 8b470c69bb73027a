/**
 * The same bare sockets with a clock: what anybody reads on this machine of a message that the server keeps, from the
 * intended time of the message, as the engine reads it.
 */
import type net from 'node:net'
import { RunClock } from '../../harness/load/clock.ts'
import type { Due } from '../../harness/load/pacer.ts'
import { timedFrom } from '../../harness/load/schedule.ts'
import { messagesTo, tell } from '../child.ts'
import { type Job, scheduleOf } from '../job.ts'
import { logIn, messagesOf } from './bare-client.ts'
import { paced } from './pacing.ts'

const END = /<\/message>/g

messagesTo<{ job: Job }>(async ({ job }) => {
  const from = timedFrom(scheduleOf(job))
  const clock = new RunClock()
  const messages = messagesOf(job)
  /** When those were due that have not come, by who wrote them: all are kept equally long, so they stay in order. */
  const due: number[][] = messages.map(() => [])
  const taken: number[] = []
  let underWay = 0
  let settled = () => {}
  const arrived = (pair: number, now: number) => {
    const intended = due[pair]?.shift() ?? Number.NaN
    if (intended >= from) taken.push(now - intended)
    if (--underWay === 0) settled()
  }
  const sockets: net.Socket[] = []
  for (const [user, { localpart }] of job.accounts.entries()) {
    const read = (memory: Buffer, length: number) => {
      const now = clock.now()
      for (const _ of memory.toString('latin1', 0, length).matchAll(END)) arrived(user ^ 1, now)
    }
    sockets.push(await logIn(job, localpart, read))
  }
  const release = ({ user, intended }: Due) => {
    underWay++
    due[user]?.push(intended)
    sockets[user]?.write(messages[user] ?? '')
  }
  await paced(job, { clock, release })
  if (underWay > 0) {
    await new Promise<void>((resolve) => {
      settled = resolve
    })
  }
  tell({ taken })
})
