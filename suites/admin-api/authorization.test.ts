import { conformance, expect, type Stage } from '#conformance'
import { Api, administrator, createGroup, createInvite, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { callOf, routes, thingsFor } from './routes.ts'
import { GroupIds, GroupList, InviteList, User } from './schemas.ts'

const verify = conformance(adminApi)

for (const route of routes) {
  const situation = `${route.method} ${route.template}`

  verify('authorization/refuses-without-a-token', situation, async (stage) => {
    const things = await thingsFor(route, stage, await administrator(stage))
    refused(await callOf(route, things, new Api(stage)), 401)
  })

  verify('authorization/refuses-an-expired-token', situation, async (stage) => {
    const things = await thingsFor(route, stage, await administrator(stage))
    const [juliet] = await stage.accounts.create('juliet')
    const expired = await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin', lifetime: -10 })
    refused(await callOf(route, things, new Api(stage, expired)), 401)
  })

  verify('authorization/refuses-a-revoked-token', situation, async (stage) => {
    const things = await thingsFor(route, stage, await administrator(stage))
    const [juliet] = await stage.accounts.create('juliet')
    const token = await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' })
    const api = new Api(stage, token)
    read(await api.get(pathOf(juliet)), User)
    await stage.adminApi.revoke(token)
    refused(await callOf(route, things, api), 401)
  })

  verify('authorization/refuses-an-ordinary-user', situation, async (stage) => {
    const things = await thingsFor(route, stage, await administrator(stage))
    refused(await callOf(route, things, await ordinaryUser(stage)), 403)
  })
}

async function ordinaryUser(stage: Stage): Promise<Api> {
  const [tybalt] = await stage.accounts.create('tybalt')
  return new Api(stage, await stage.adminApi.tokenOf(tybalt))
}

for (const [situation, authorization] of [
  ['an empty one', 'Bearer '],
  ['a word', 'Bearer Montague'],
  ['a prefix without a token', 'Bearer secret-token:'],
  ['a token of the right form that was never issued', `Bearer secret-token:${neverIssued()}`],
  ['a name and a password', `Basic ${btoa('admin:admin')}`],
  ['a scheme that nobody knows', 'Balcony Montague'],
] as const) {
  verify('authorization/refuses-what-is-no-token', situation, async (stage) => {
    const answer = await new Api(stage).ask('GET', '/users', undefined, { headers: { authorization } })
    refused(answer, 401)
  })
}

verify(
  'authorization/refuses-what-is-no-token',
  'a token of which one character was changed',
  async (stage) => {
    const { token = '' } = await administrator(stage)
    const middle = Math.floor(token.length / 2)
    const changed = `${token.slice(0, middle)}${token[middle] === 'A' ? 'B' : 'A'}${token.slice(middle + 1)}`
    refused(await new Api(stage, changed).get('/users'), 401)
  },
)

/** By the form that tokens of Prosody have; to any other server it is a word. */
function neverIssued(): string {
  return btoa('2;AbCdEfGhIjKl;ABCDEFGHIJKLMNOPQR;admin@touchstone.test')
}

verify('authorization/refused-calls-change-nothing', 'an update of an account', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const before = read(await admin.get(pathOf(romeo)), User)
  const tybalt = await ordinaryUser(stage)
  refused(await tybalt.put(pathOf(romeo), { username: romeo.localpart, display_name: 'Villain' }))
  refused(await new Api(stage).put(pathOf(romeo), { username: romeo.localpart, display_name: 'Villain' }))
  expect(read(await admin.get(pathOf(romeo)), User), 'the account').toEqual(before)
})

verify('authorization/refused-calls-change-nothing', 'the deletion of an account', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  read(await admin.get(pathOf(romeo)), User)
  const tybalt = await ordinaryUser(stage)
  refused(await tybalt.delete(pathOf(romeo)))
  refused(await new Api(stage).delete(pathOf(romeo)))
  read(await admin.get(pathOf(romeo)), User)
})

verify('authorization/refused-calls-change-nothing', 'the deletion of an invitation', async (stage) => {
  const admin = await administrator(stage)
  const { id } = await createInvite(stage, admin, 'account', { ttl: 60 })
  const tybalt = await ordinaryUser(stage)
  refused(await tybalt.delete(`/invites/${id}`))
  refused(await new Api(stage).delete(`/invites/${id}`))
  const pending = read(await admin.get('/invites'), InviteList)
  expect(
    pending.map((invite) => invite.id),
    'the pending invitations',
  ).toContain(id)
})

verify('authorization/refused-calls-change-nothing', 'a new group', async (stage) => {
  const admin = await administrator(stage)
  const name = stage.accounts.unused('capulets')
  read(await admin.get('/groups'), GroupList)
  const tybalt = await ordinaryUser(stage)
  refused(await tybalt.post('/groups', { name }))
  refused(await new Api(stage).post('/groups', { name }))
  const groups = read(await admin.get('/groups'), GroupList)
  expect(
    groups.map((group) => group.name),
    'the groups',
  ).not.toContain(name)
})

verify(
  'authorization/refused-calls-change-nothing',
  'the deletion of a group and a new member',
  async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create('romeo')
    const { id } = await createGroup(stage, admin, 'Montagues')
    const tybalt = await ordinaryUser(stage)
    refused(await tybalt.put(`/groups/${id}/members/${romeo.localpart}`))
    refused(await tybalt.delete(`/groups/${id}`))
    expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of the account').toEqual(
      [],
    )
    const groups = read(await admin.get('/groups'), GroupList)
    expect(
      groups.map((group) => group.id),
      'the groups',
    ).toContain(id)
  },
)

verify('authorization/refuses-the-token-of-a-deleted-account', 'the account is gone', async (stage) => {
  const admin = await administrator(stage)
  const [juliet] = await stage.accounts.create('juliet')
  const api = new Api(stage, await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' }))
  read(await api.get(pathOf(juliet)), User)
  succeeded(await admin.delete(pathOf(juliet)))
  refused(await api.get('/users'), 401, 403)
})

verify(
  'authorization/refuses-the-token-of-a-disabled-account',
  'a token that worked before',
  async (stage) => {
    const admin = await administrator(stage)
    const [juliet] = await stage.accounts.create('juliet')
    const api = new Api(stage, await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' }))
    read(await api.get(pathOf(juliet)), User)
    succeeded(await admin.put(pathOf(juliet), { username: juliet.localpart, enabled: false }))
    refused(await api.get('/users'), 401, 403)
  },
)

verify('authorization/admits-every-administrator', 'an account that was given the role', async (stage) => {
  const [juliet] = await stage.accounts.create('juliet')
  const api = new Api(stage, await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' }))
  read(await api.get(pathOf(juliet)), User)
  succeeded(await api.put(pathOf(juliet), { username: juliet.localpart, display_name: 'Juliet' }))
})

for (const [situation, token] of [
  ['a call without a token', undefined],
  ['a call with a word for a token', 'Montague'],
] as const) {
  verify('authorization/challenges', situation, async (stage) => {
    const answer = await new Api(stage, token).get('/users')
    refused(answer, 401)
    expect(answer.headers['www-authenticate'] ?? '', 'the challenge').toMatch(/(^|,\s*)Bearer(\s|,|$)/i)
  })
}

for (const [situation, ask] of [
  ['a call without a token', async (stage: Stage) => new Api(stage).get('/users')],
  ['what is not found', async (stage: Stage) => (await administrator(stage)).get('/groups/no-such-group')],
  [
    'what is no JSON',
    async (stage: Stage) =>
      (await administrator(stage)).ask('POST', '/groups', undefined, { body: new TextEncoder().encode('{') }),
  ],
  [
    'text in place of JSON',
    async (stage: Stage) =>
      (await administrator(stage)).ask(
        'POST',
        '/groups',
        { name: 'Montagues' },
        { headers: { 'content-type': 'text/plain' } },
      ),
  ],
  [
    'a name that cannot be',
    async (stage: Stage) => (await administrator(stage)).get(`/users/${encodeURIComponent('ro meo')}`),
  ],
  [
    'a name that is taken',
    async (stage: Stage) => {
      const [romeo] = await stage.accounts.create('romeo')
      return (await administrator(stage)).post('/invites/account', { username: romeo.localpart })
    },
  ],
  ['a method that is not described', async (stage: Stage) => (await administrator(stage)).delete('/users')],
] as const) {
  verify('authorization/gives-reasons', situation, async (stage) => {
    const answer = await ask(stage)
    refused(answer)
    const texts = Object.values(answer.json ?? {}).filter((value) => typeof value === 'string')
    expect(texts.join(''), 'the reason in words').not.toBe('')
  })
}
