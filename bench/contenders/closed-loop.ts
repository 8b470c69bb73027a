/** The model that the engine does not have: each user sends when its last message has arrived and a pause is over. */
import { LoadConnection } from '../../harness/load/connection.ts'
import { ConnectionContext } from '../../harness/load/load-stream.ts'
import { markedBody } from '../../harness/load/marker.ts'
import { messagesTo, tell } from '../child.ts'
import type { Job } from '../job.ts'

messagesTo<{ job: Job }>(async ({ job }) => {
  const context = new ConnectionContext(job.route)
  const connections: LoadConnection[] = []
  for (const account of job.accounts) connections.push(await LoadConnection.open(context, account, 'load'))
  const pause = (job.accounts.length * 1000) / job.rate
  const latencies: number[] = []
  const until = performance.now() + job.atMost
  await Promise.all(connections.map((sender, pair) => loop(sender, pair)))
  tell({ latencies })

  async function loop(sender: LoadConnection, pair: number): Promise<void> {
    const receiver = connections[pair ^ 1]
    if (receiver === undefined) throw new Error('users come in pairs')
    let arrived = () => {}
    receiver.attach({ element: () => arrived(), end: () => {} })
    for (let sequence = 0; performance.now() < until; sequence++) {
      const sent = performance.now()
      const body = markedBody({ pair, sequence, intendedNs: 0 }, job.bodyBytes)
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve
      })
      sender.send(`<message type='chat' to='${receiver.jid}' id='${sequence}'><body>${body}</body></message>`)
      await arrival
      const latency = performance.now() - sent
      latencies.push(latency)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, pause - latency)))
    }
  }
})
