/** @xmpp/client, as its documentation uses it. */
import { client, xml } from '@xmpp/client'
import { RunClock } from '../../harness/load/clock.ts'
import { markedBody } from '../../harness/load/marker.ts'
import type { Due } from '../../harness/load/pacer.ts'
import { Recorder } from '../../harness/load/recorder.ts'
import { timedFrom } from '../../harness/load/schedule.ts'
import { messagesTo, tell } from '../child.ts'
import { type Job, LATE_AFTER, scheduleOf } from '../job.ts'
import { paced } from './pacing.ts'

type Entity = ReturnType<typeof client>

messagesTo<{ job: Job }>(async ({ job }) => {
  if (job.work === 'logins') {
    tell({ running: true })
    await logins(job)
    return
  }
  const entities: Entity[] = []
  for (const account of job.accounts) entities.push(await logIn(job, account, 'PLAIN'))
  tell({ running: true })
  if (job.work === 'rounds') chat(job, entities)
})

async function logins(job: Job): Promise<void> {
  for (let turn = 0; ; turn++) {
    const account = job.accounts[turn % job.accounts.length]
    if (account === undefined) throw new Error('a job needs accounts')
    const entity = await logIn(job, account, 'SCRAM-SHA-1')
    await entity.stop()
  }
}

async function logIn(
  { route }: Job,
  { localpart, password }: { localpart: string; password: string },
  mechanism: string,
): Promise<Entity> {
  const { host, port } = route.endpoint
  const entity = client({
    service: `xmpp://${host}:${port}`,
    domain: route.domain,
    resource: 'load',
    credentials: async (authenticate) =>
      authenticate({ username: localpart, password }, mechanism, undefined as never),
  })
  entity.reconnect.stop()
  entity.on('error', (error: Error) => tell({ failed: error.message }))
  await entity.start()
  await entity.send(xml('presence'))
  return entity
}

/** Every message is accounted for and timed as the engine does it, in its books: what differs is who speaks XMPP. */
function chat(job: Job, entities: readonly Entity[]): void {
  const { bodyBytes, route, accounts } = job
  const clock = new RunClock()
  const recorder = new Recorder(clock, LATE_AFTER, timedFrom(scheduleOf(job)))
  const book = recorder.openBook('delivery')
  for (const entity of entities) {
    entity.on('stanza', (stanza) => {
      if (!stanza.is('message')) return
      const [, pair, sequence, intendedNs] = stanza.getChildText('body')?.split('|') ?? []
      book.arrived(Number(pair), Number(sequence), Number(intendedNs) / 1e6)
    })
  }
  const release = ({ intended, user }: Due) => {
    const sequence = book.expect(user)
    const to = `${accounts[user ^ 1]?.localpart}@${route.domain}/load`
    const body = markedBody({ pair: user, sequence, intendedNs: Math.round(intended * 1e6) }, bodyBytes)
    const message = xml(
      'message',
      { type: 'chat', to, id: `${user}-${sequence}` },
      xml('body', {}, body),
      xml('no-store', { xmlns: 'urn:xmpp:hints' }),
    )
    entities[user]?.send(message).catch((error: Error) => tell({ failed: error.message }))
    recorder.sent(intended)
  }
  void paced(job, { clock, release })
}
