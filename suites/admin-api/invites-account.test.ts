import { conformance, expect, InconclusiveError, type Stage } from '#conformance'
import {
  Api,
  administrator,
  createGroup,
  createInvite,
  mayFail,
  notGiven,
  pathOf,
  read,
  refused,
  succeeded,
} from './api.ts'
import { newcomer, register } from './registration.ts'
import { adminApi } from './requirements.ts'
import { GroupIds, Invite, InviteList, User } from './schemas.ts'
import { signIn } from './sign-in.ts'

const verify = conformance(adminApi)

for (const [situation, options] of [
  ['no body at all', undefined],
  ['no wishes', {}],
  ['every wish', { ttl: 60, groups: [], roles: ['prosody:registered'], note: 'for a friend' }],
] as const) {
  verify('invites/invites-to-an-account', situation, async (stage) => {
    const admin = await administrator(stage)
    const invite = await createInvite(stage, admin, 'account', options)
    expect(invite, 'the invitation').toMatchObject({ type: 'register' })
    expect(invite.reusable ?? false, 'whether it may be used more than once').toBe(false)
    expect(invite.reset ?? false, 'whether it resets an account').toBe(false)
    expect(invite.uri ?? '', 'its address').toMatch(/^xmpp:.*[?;]register\b/)
  })
}

verify('invites/null-is-no-wish', 'every wish that may be null', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const nothing = { username: null, ttl: null, groups: null, roles: null, note: null }
  const invite = await createInvite(stage, admin, 'account', nothing)
  expect(invite.note ?? '', 'the note').toBe('')
  expect(invite.expires ?? 0, 'when it expires').toBeGreaterThan(Date.now() / 1_000)
})

/** An invitation and who may use it. */
async function invited(stage: Stage, options: Readonly<Record<string, unknown>> = {}) {
  const admin = await administrator(stage)
  const invite = await createInvite(stage, admin, 'account', { ttl: 600, ...options })
  return { admin, invite, token: invite.token ?? invite.id, romeo: newcomer(stage, 'romeo') }
}

verify('invites/an-invited-user-registers', 'any name', async (stage) => {
  const { admin, token, romeo } = await invited(stage)
  expect(await register(stage, token, romeo), 'the answer to the registration').toFit({ type: 'result' })
  expect(await signIn(stage, romeo), 'a login').toBe('success')
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ username: romeo.localpart })
})

verify(
  'invites/an-invited-user-registers',
  'the address of the invitation holds the token',
  async (stage) => {
    const { invite, romeo } = await invited(stage)
    const [, token = ''] = /[?;]preauth=([^;&]+)/.exec(invite.uri ?? '') ?? []
    expect(await register(stage, decodeURIComponent(token), romeo)).toFit({ type: 'result' })
  },
)

verify('invites/serves-once', 'two accounts one after the other', async (stage) => {
  const { admin, invite, token, romeo } = await invited(stage)
  expect(await register(stage, token, romeo), 'the first registration').toFit({ type: 'result' })
  const juliet = newcomer(stage, 'juliet')
  expect(await register(stage, token, juliet), 'the second registration').toFit({ type: 'error' })
  notGiven(stage, await admin.get(pathOf(juliet)))
  notGiven(stage, await admin.get(`/invites/${invite.id}`))
})

verify('invites/is-bound-to-its-username', 'another name, then its own', async (stage) => {
  const admin = await administrator(stage)
  const romeo = newcomer(stage, 'romeo')
  const invite = await createInvite(stage, admin, 'account', { username: romeo.localpart, ttl: 600 })
  expect(invite.jid, 'whom it is for').toBe(romeo.bareJid)
  const tybalt = newcomer(stage, 'tybalt')
  await register(stage, invite.token ?? invite.id, tybalt)
  notGiven(stage, await admin.get(pathOf(tybalt)))
  const answer = await register(stage, invite.token ?? invite.id, romeo)
  expect(answer, 'the answer to the name that it is for').toFit({ type: 'result' })
})

verify('invites/refuses-a-name-that-is-taken', 'the name of an account', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const answer = await admin.post('/invites/account', { username: romeo.localpart, ttl: 60 })
  refused(answer, 409, 400, 422)
  stage.observe(`an invitation to a name that is taken is answered with ${answer.status}`)
})

verify('invites/puts-the-invited-into-groups', 'two groups', async (stage) => {
  const admin = await administrator(stage)
  const groups = [
    (await createGroup(stage, admin, 'Montagues')).id,
    (await createGroup(stage, admin, 'Lovers')).id,
  ].sort()
  const invite = await createInvite(stage, admin, 'account', { groups, ttl: 600 })
  expect([...(invite.groups ?? [])].sort(), 'the groups of the invitation').toEqual(groups)
  const romeo = newcomer(stage, 'romeo')
  expect(await register(stage, invite.token ?? invite.id, romeo)).toFit({ type: 'result' })
  const ids = read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds)
  expect([...ids].sort(), 'the groups of the account').toEqual(groups)
})

verify('invites/gives-the-invited-their-roles', 'one role', async (stage) => {
  const { admin, token, romeo } = await invited(stage, { roles: ['prosody:member'] })
  expect(await register(stage, token, romeo)).toFit({ type: 'result' })
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ role: 'prosody:member' })
})

for (const ttl of [60, 3_600, 1_000_000]) {
  verify('invites/lasts-as-long-as-asked', `${ttl} seconds`, async (stage) => {
    const admin = await administrator(stage)
    const before = Math.floor(Date.now() / 1_000)
    const { expires = 0 } = await createInvite(stage, admin, 'account', { ttl })
    const after = Math.ceil(Date.now() / 1_000)
    expect(expires, 'when it expires').toBeGreaterThanOrEqual(before + ttl - CLOCKS_DIFFER)
    expect(expires, 'when it expires').toBeLessThanOrEqual(after + ttl + CLOCKS_DIFFER)
  })
}
/** Seconds that the clock of the server may be away from the one here. */
const CLOCKS_DIFFER = 30

verify('invites/lasts-as-long-as-asked', 'both of its times', async (stage) => {
  const { invite } = await invited(stage)
  const { created_at = 0, expires = 0 } = invite
  expect(expires - created_at, 'seconds that it lasts').toBe(600)
})

/** For an invitation of one second: its own, and the one in which a clock without fractions counts it in. */
const EXPIRED_AFTER_SECONDS = 2

verify('invites/is-gone-when-it-has-expired', 'one second', async (stage) => {
  const { admin, invite, token, romeo } = await invited(stage, { ttl: 1 })
  expect(invite.expires, 'when it expires').toBeDefined()
  const made = await clockOf(admin)
  while ((await clockOf(admin)) < made + EXPIRED_AFTER_SECONDS);
  expect(await register(stage, token, romeo), 'the answer to the registration').toFit({ type: 'error' })
  notGiven(stage, await admin.get(`/invites/${invite.id}`))
  const listed = read(await admin.get('/invites'), InviteList).map(({ id }) => id)
  expect(listed, 'the list of invitations').not.toContain(invite.id)
})

/** In whole seconds, as the server says with each answer (RFC 9110 §6.6.1). */
async function clockOf(admin: Api): Promise<number> {
  const { asked, headers } = await admin.get('/server/info')
  const { date } = headers
  if (date === undefined) throw new InconclusiveError(`expected a Date in the answer to ${asked}, got none`)
  return Date.parse(date) / 1_000
}

for (const [situation, kind, options] of [
  ['an account in an unknown group', 'account', { groups: ['no-such-group'] }],
  ['an account with an unknown role', 'account', { roles: ['touchstone:prince-of-verona'] }],
  ['an unknown group', 'group', { groups: ['no-such-group'] }],
] as const) {
  verify('invites/refuses-what-does-not-exist', situation, async (stage) => {
    mayFail(stage)
    const admin = await administrator(stage)
    const answer = await admin.post(`/invites/${kind}`, { ttl: 60, ...options })
    refused(answer, 400, 404, 422)
    stage.observe(`an invitation to ${situation} is answered with ${answer.status}`)
  })
}

for (const note of ['for a friend', 'für eine Freundin 👩🏽‍🚀', '"quoted" \\ and <marked>\nin two lines']) {
  verify('invites/keeps-the-note', JSON.stringify(note), async (stage) => {
    const { admin, invite } = await invited(stage, { note })
    expect(invite, 'the new invitation').toMatchObject({ note })
    expect(read(await admin.get(`/invites/${invite.id}`), Invite), 'the same, read').toMatchObject({ note })
  })
}

verify('invites/names-its-source', 'an administrator of its own', async (stage) => {
  const [juliet] = await stage.accounts.create('juliet')
  const api = new Api(stage, await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' }))
  const invite = await createInvite(stage, api, 'account', { ttl: 60 })
  expect(invite.source, 'its source').toBe(`admin_api/${juliet.localpart}`)
})

verify('invites/parallel-invitations-are-different', 'twelve at once', async (stage) => {
  const admin = await administrator(stage)
  const invites = await Promise.all(
    Array.from({ length: 12 }, () => createInvite(stage, admin, 'account', { ttl: 60 })),
  )
  expect(new Set(invites.map(({ id }) => id)).size, 'how many ids they have').toBe(invites.length)
  const tokens = invites.map(({ id, token = id }) => token)
  expect(new Set(tokens).size, 'how many tokens they have').toBe(invites.length)
  // 64 bits in base64, the fewest that RFC 6749 §10.10 calls hard to guess by far.
  for (const token of tokens) expect(token.length, `characters of ${token}`).toBeGreaterThanOrEqual(11)
})

verify('invites/parallel-invitations-are-different', 'each is kept', async (stage) => {
  const admin = await administrator(stage)
  const invites = await Promise.all(
    Array.from({ length: 6 }, () => createInvite(stage, admin, 'account', { ttl: 60 })),
  )
  for (const { id } of invites) read(await admin.get(`/invites/${id}`), Invite)
  succeeded(await admin.delete(`/invites/${invites[0]?.id}`))
})
