import { conformance } from '#conformance'
import { withBody } from './announcement.ts'
import { administrator, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'

const verify = conformance(adminApi)

// What is for everybody would reach the users of all other verifications.
verify('server/announces-to-who-is-online', 'two users', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const sessions = [await romeo.login(), await juliet.login()]
  const body = stage.accounts.unused('To those who are awake')
  succeeded(await admin.post('/server/announcement', { body, recipients: 'online' }))
  for (const session of sessions) await session.next(withBody(body))
})

verify('server/announces-to-all', 'one user is there, one comes later', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const orchard = await romeo.login()
  const body = stage.accounts.unused('To everybody')
  succeeded(await admin.post('/server/announcement', { body, recipients: 'all' }))
  await orchard.next(withBody(body))
  const balcony = await juliet.login()
  await balcony.next(withBody(body))
})
