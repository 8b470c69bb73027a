/** @xmpp/client, as its documentation uses it. */
import { client, xml } from '@xmpp/client'
import { messagesTo, tell } from '../child.ts'
import { dueAt, type Job, timeOf } from '../job.ts'

type Entity = ReturnType<typeof client>

/** Whoever measures latency has to read the bodies. */
const read = { characters: 0 }

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

function chat(job: Job, entities: readonly Entity[]): void {
  const { bodyBytes, route, accounts } = job
  for (const entity of entities) {
    entity.on('stanza', (stanza) => {
      if (stanza.is('message')) read.characters += stanza.getChildText('body')?.length ?? 0
    })
  }
  const body = 'x'.repeat(bodyBytes)
  const start = performance.now()
  let sent = 0
  const tick = () => {
    const due = dueAt(job, performance.now() - start)
    for (; sent < due; sent++) {
      const user = sent % entities.length
      const to = `${accounts[user ^ 1]?.localpart}@${route.domain}/load`
      entities[user]
        ?.send(xml('message', { type: 'chat', to, id: `${user}-${sent}` }, xml('body', {}, body)))
        .catch((error: Error) => tell({ failed: error.message }))
    }
    setTimeout(tick, timeOf(job, sent) - (performance.now() - start))
  }
  tick()
}
