import { conformance, expect } from '#conformance'
import { administrator, createInvite, mayFail, read, refused } from './api.ts'
import { register } from './registration.ts'
import { adminApi } from './requirements.ts'
import { Invite } from './schemas.ts'
import { signIn } from './sign-in.ts'

const verify = conformance(adminApi)

const SECONDS_OF_A_DAY = 24 * 3_600

verify('invites/invites-to-a-reset', 'an account', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const invite = await createInvite(stage, admin, 'reset', { username: romeo.localpart, ttl: 600 })
  expect(invite, 'the invitation').toMatchObject({ reset: true, jid: romeo.bareJid })
  const same = read(await admin.get(`/invites/${invite.id}`), Invite)
  expect(same, 'the same, read').toMatchObject({ reset: true, jid: romeo.bareJid })
})

for (const [situation, options, seconds] of [
  ['no time', {}, SECONDS_OF_A_DAY],
  ['no time, in so many words', { ttl: null }, SECONDS_OF_A_DAY],
  ['ten minutes', { ttl: 600 }, 600],
] as const) {
  verify('invites/a-reset-lasts-a-day', situation, async (stage) => {
    mayFail(stage)
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create('romeo')
    const invite = await createInvite(stage, admin, 'reset', { username: romeo.localpart, ...options })
    const { created_at = 0, expires = 0 } = invite
    expect(expires - created_at, 'seconds that it lasts').toBe(seconds)
  })
}

verify('invites/a-reset-changes-the-password', 'the holder of the account', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { id, token = id } = await createInvite(stage, admin, 'reset', {
    username: romeo.localpart,
    ttl: 600,
  })
  expect(await signIn(stage, romeo), 'a login by the old password before').toBe('success')
  const changed = { localpart: romeo.localpart, password: crypto.randomUUID() }
  expect(await register(stage, token, changed), 'the answer to the reset').toFit({ type: 'result' })
  expect(await signIn(stage, changed), 'a login by the new password').toBe('success')
  expect(await signIn(stage, romeo), 'a login by the old one after').toBe('not-authorized')
  const again = { localpart: romeo.localpart, password: crypto.randomUUID() }
  expect(await register(stage, token, again), 'the answer to a second reset').toFit({ type: 'error' })
})

verify('invites/a-reset-changes-the-password', 'somebody who wants another account', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const { id, token = id } = await createInvite(stage, admin, 'reset', {
    username: romeo.localpart,
    ttl: 600,
  })
  const stolen = { localpart: juliet.localpart, password: crypto.randomUUID() }
  expect(await register(stage, token, stolen), 'the answer to the reset').toFit({ type: 'error' })
  expect(await signIn(stage, juliet), "a login by juliet's own password").toBe('success')
})

for (const [situation, options] of [
  ['no account', { ttl: 60 }],
  ['an account by no name', { username: '', ttl: 60 }],
  ['an account that does not exist', { username: 'nobody-of-that-name', ttl: 60 }],
] as const) {
  verify('invites/a-reset-needs-an-account', situation, async (stage) => {
    mayFail(stage)
    const admin = await administrator(stage)
    const answer = await admin.post('/invites/reset', options)
    refused(answer, 400, 404, 422)
    stage.observe(`a reset of ${situation} is answered with ${answer.status}`)
  })
}
