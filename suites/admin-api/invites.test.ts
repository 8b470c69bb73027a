import { conformance, expect } from '#conformance'
import {
  administrator,
  createGroup,
  createInvite,
  notGiven,
  pathOf,
  read,
  refused,
  succeeded,
} from './api.ts'
import { newcomer, register } from './registration.ts'
import { adminApi } from './requirements.ts'
import { Invite, InviteList } from './schemas.ts'

const verify = conformance(adminApi)

for (const kind of ['account', 'group', 'reset'] as const) {
  verify(
    'invites/gives-an-invitation',
    `to ${kind === 'group' ? 'a group' : `an account, ${kind}`}`,
    async (stage) => {
      const admin = await administrator(stage)
      const [romeo] = await stage.accounts.create('romeo')
      const options = {
        account: async () => ({ note: 'for a friend' }),
        group: async () => ({ groups: [(await createGroup(stage, admin, 'Montagues')).id] }),
        reset: async () => ({ username: romeo.localpart }),
      }
      const invite = await createInvite(stage, admin, kind, { ttl: 600, ...(await options[kind]()) })
      const same = read(await admin.get(`/invites/${invite.id}`), Invite)
      expect(same, 'the invitation').toEqual(invite)
    },
  )
}

for (const id of ['no-such-invitation', 'account', 'ÄÖÜ']) {
  verify('invites/unknown-invitation-is-not-found', id, async (stage) => {
    const admin = await administrator(stage)
    refused(await admin.get(`/invites/${encodeURIComponent(id)}`), 404)
  })
}

verify('invites/lists-what-is-pending', 'three invitations', async (stage) => {
  const admin = await administrator(stage)
  const ids: string[] = []
  for (const note of ['one', 'two', 'three']) {
    ids.push((await createInvite(stage, admin, 'account', { ttl: 600, note })).id)
  }
  const listed = read(await admin.get('/invites'), InviteList)
  for (const id of ids) {
    expect(
      listed.filter((invite) => invite.id === id),
      `the invitation ${id} in the list`,
    ).toHaveLength(1)
  }
})

verify('invites/deletes-an-invitation', 'an invitation that nobody used', async (stage) => {
  const admin = await administrator(stage)
  const { id } = await createInvite(stage, admin, 'account', { ttl: 600 })
  const other = await createInvite(stage, admin, 'account', { ttl: 600 })
  succeeded(await admin.delete(`/invites/${id}`))
  notGiven(stage, await admin.get(`/invites/${id}`))
  const listed = read(await admin.get('/invites'), InviteList).map((invite) => invite.id)
  expect(listed, 'the list of invitations').not.toContain(id)
  expect(listed, 'the list of invitations').toContain(other.id)
})

verify('invites/a-deleted-invitation-opens-nothing', 'its token is used', async (stage) => {
  const admin = await administrator(stage)
  const { id, token = id } = await createInvite(stage, admin, 'account', { ttl: 600 })
  succeeded(await admin.delete(`/invites/${id}`))
  const romeo = newcomer(stage, 'romeo')
  expect(await register(stage, token, romeo), 'the answer to the registration').toFit({ type: 'error' })
  notGiven(stage, await admin.get(pathOf(romeo)))
})

verify('invites/deleting-an-unknown-invitation', 'an id that no invitation has', async (stage) => {
  const admin = await administrator(stage)
  refused(await admin.delete('/invites/no-such-invitation'), 404)
})

verify(
  'invites/deleting-an-unknown-invitation',
  'an invitation that was deleted just before',
  async (stage) => {
    const admin = await administrator(stage)
    const { id } = await createInvite(stage, admin, 'account', { ttl: 600 })
    succeeded(await admin.delete(`/invites/${id}`))
    refused(await admin.delete(`/invites/${id}`), 404)
  },
)
