import { conformance, expect, type Stage } from '#conformance'
import { type Api, administrator, createGroup, createInvite, mayFail, pathOf, read } from './api.ts'
import { contactsOf } from './contacts.ts'
import { newcomer, register } from './registration.ts'
import { adminApi } from './requirements.ts'
import { Group, GroupIds, type Invite } from './schemas.ts'
import { signIn } from './sign-in.ts'

const verify = conformance(adminApi)

const SECONDS_OF_A_YEAR = 365 * 24 * 3_600

verify('invites/invites-to-a-group', 'one group and a time', async (stage) => {
  const admin = await administrator(stage)
  const { id } = await createGroup(stage, admin, 'Montagues')
  const invite = await createInvite(stage, admin, 'group', { groups: [id], ttl: 600 })
  expect(invite, 'the invitation').toMatchObject({ type: 'register', groups: [id], reusable: true })
})

verify('invites/invites-to-a-group', 'two groups', async (stage) => {
  const admin = await administrator(stage)
  const groups = [
    (await createGroup(stage, admin, 'Montagues')).id,
    (await createGroup(stage, admin, 'Lovers')).id,
  ]
  const invite = await createInvite(stage, admin, 'group', { groups, ttl: 600 })
  expect([...(invite.groups ?? [])].sort(), 'the groups of the invitation').toEqual([...groups].sort())
})

/** Two accounts that registered by the same group invitation. */
async function lovers(stage: Stage) {
  const admin = await administrator(stage)
  const { id } = await createGroup(stage, admin, 'Lovers')
  const invite = await createInvite(stage, admin, 'group', { groups: [id], ttl: 600 })
  const romeo = newcomer(stage, 'romeo')
  const juliet = newcomer(stage, 'juliet')
  for (const one of [romeo, juliet]) {
    const answer = await register(stage, invite.token ?? invite.id, one)
    expect(answer, `the answer to ${one.localpart}`).toFit({ type: 'result' })
  }
  return { admin, id, romeo, juliet }
}

verify('invites/a-group-invitation-serves-many', 'two accounts one after the other', async (stage) => {
  const { admin, id, romeo, juliet } = await lovers(stage)
  for (const one of [romeo, juliet]) {
    expect(await signIn(stage, one), 'a login').toBe('success')
    const groups = read(await admin.get(`${pathOf(one)}/groups`), GroupIds)
    expect(groups, `the groups of ${one.localpart}`).toEqual([id])
  }
})

verify('invites/a-group-invitation-makes-contacts', 'both have logged in', async (stage) => {
  const { romeo, juliet } = await lovers(stage)
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  expect(await contactsOf(orchard), "romeo's contacts").toContain(`${juliet.bareJid} both`)
  expect(await contactsOf(balcony), "juliet's contacts").toContain(`${romeo.bareJid} both`)
})

async function newGroupOf(stage: Stage, admin: Api, invite: Invite): Promise<Group> {
  expect(invite.groups ?? [], 'the groups of the invitation').toHaveLength(1)
  const path = `/groups/${encodeURIComponent(invite.groups?.[0] ?? '')}`
  stage.cleanUp(async () => void (await admin.delete(path)))
  return read(await admin.get(path), Group)
}

verify('invites/a-group-invitation-makes-its-group', 'options with a name', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const invite = await createInvite(stage, admin, 'group', { ttl: 600, group_options: { name: 'Guests' } })
  expect(await newGroupOf(stage, admin, invite), 'the new group').toMatchObject({ name: 'Guests' })
})

verify('invites/a-group-invitation-makes-its-group', 'no options', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const invite = await createInvite(stage, admin, 'group', { ttl: 600 })
  await newGroupOf(stage, admin, invite)
})

verify('invites/a-new-group-has-its-room', 'create_muc among the options', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const group_options = { name: 'Guests', create_muc: true }
  const invite = await createInvite(stage, admin, 'group', { ttl: 600, group_options })
  const { muc_jid } = await newGroupOf(stage, admin, invite)
  expect(muc_jid ?? '', 'the room of the new group').toMatch(/^[^@/]+@[^@/]+$/)
})

verify('invites/a-group-invitation-lasts', 'no time', async (stage) => {
  const admin = await administrator(stage)
  const { id } = await createGroup(stage, admin, 'Montagues')
  const invite = await createInvite(stage, admin, 'group', { groups: [id] })
  expect(invite.reusable, 'whether it may be used more than once').toBe(true)
  const left = (invite.expires ?? Number.POSITIVE_INFINITY) - Date.now() / 1_000
  expect(left, 'seconds until it expires').toBeGreaterThan(SECONDS_OF_A_YEAR)
})
