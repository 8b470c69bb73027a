/**
 * The floor: sockets of node:net that do the writes and reads of an XMPP client without looking at what
 * they read. Nothing that speaks XMPP in Node can be cheaper.
 */
import type net from 'node:net'
import { messagesTo, tell } from '../child.ts'
import { dueAt, type Job, LOGINS_AT_ONCE, timeOf } from '../job.ts'
import { logIn, messagesOf } from './bare-client.ts'

messagesTo<{ job: Job }>(async ({ job }) => {
  if (job.work === 'logins') {
    tell({ running: true })
    await Promise.all(Array.from({ length: LOGINS_AT_ONCE }, (_, lane) => loginsOf(job, lane)))
    return
  }
  const sockets: net.Socket[] = []
  for (const { localpart } of job.accounts) sockets.push(await logIn(job, localpart))
  tell({ running: true })
  if (job.work === 'rounds') chat(job, sockets)
})

/** One account after the other, in and out. */
async function loginsOf(job: Job, lane: number): Promise<void> {
  for (let turn = lane; ; turn += LOGINS_AT_ONCE) {
    const socket = await logIn(job, job.accounts[turn % job.accounts.length]?.localpart ?? '')
    socket.end("<presence type='unavailable'/></stream:stream>")
    await new Promise((resolve) => socket.once('close', resolve))
  }
}

/** Sends at the rate, whatever comes back. */
function chat(job: Job, sockets: readonly net.Socket[]): void {
  const messages = messagesOf(job)
  const start = performance.now()
  let sent = 0
  const tick = () => {
    const due = dueAt(job, performance.now() - start)
    for (; sent < due; sent++) {
      const user = sent % sockets.length
      sockets[user]?.write(messages[user] ?? '')
    }
    setTimeout(tick, timeOf(job, sent) - (performance.now() - start))
  }
  tick()
}
