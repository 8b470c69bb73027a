import { conformance, expect } from '#conformance'
import { Api, administrator, mayFail, notGiven, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { User } from './schemas.ts'

const verify = conformance(adminApi)

for (const [what, name] of [
  ['a word', 'Romeo'],
  ['words', 'Romeo of the House of Montague'],
  ['accents', 'Roméo Montaigu'],
  ['another script', 'Ромео'],
  ['right to left', 'רומיאו'],
  ['an emoji of several code points', '👩🏽‍🚀 Juliet'],
  ['markup', '<b>Romeo</b> & "Juliet"'],
  ['backslashes and braces', '\\u0041 {{Romeo}} $1'],
] as const) {
  verify('users/updates-the-display-name', what, async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create('romeo')
    succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, display_name: name }))
    expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ display_name: name })
  })
}

verify('users/updates-the-display-name', 'a second name after a first', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  for (const display_name of ['Romeo', 'Montague']) {
    succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, display_name }))
  }
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ display_name: 'Montague' })
})

for (const role of ['prosody:admin', 'prosody:member', 'prosody:registered']) {
  verify('users/updates-the-role', role, async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create('romeo')
    succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, role }))
    expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ role })
  })
}

verify('users/updates-the-secondary-roles', 'one that comes and goes', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  for (const secondary_roles of [['prosody:member'], []]) {
    succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, secondary_roles }))
    const user = read(await admin.get(pathOf(romeo)), User)
    expect(user.secondary_roles ?? [], 'the secondary roles').toEqual(secondary_roles)
    expect(user.role, 'the primary role').not.toBe('prosody:member')
  }
})

verify('users/an-updated-role-counts-at-once', 'an administrator is made an ordinary user', async (stage) => {
  const admin = await administrator(stage)
  const [juliet] = await stage.accounts.create('juliet')
  const api = new Api(stage, await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' }))
  read(await api.get(pathOf(juliet)), User)
  succeeded(await admin.put(pathOf(juliet), { username: juliet.localpart, role: 'prosody:registered' }))
  refused(await api.get(pathOf(juliet)), 401, 403)
})

verify('users/repeating-an-update-changes-nothing', 'a display name and a role, twice', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const wanted = { username: romeo.localpart, display_name: 'Romeo', role: 'prosody:member' }
  succeeded(await admin.put(pathOf(romeo), wanted))
  const once = read(await admin.get(pathOf(romeo)), User)
  succeeded(await admin.put(pathOf(romeo), wanted))
  expect(read(await admin.get(pathOf(romeo)), User), 'the account after the second update').toEqual(once)
})

verify('users/parallel-updates-all-succeed', 'eight accounts at once', async (stage) => {
  const admin = await administrator(stage)
  const family = await stage.accounts.create('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
  const named = (localpart: string) => `Montague ${localpart}`
  const answers = await Promise.all(
    family.map((member) =>
      admin.put(pathOf(member), { username: member.localpart, display_name: named(member.localpart) }),
    ),
  )
  for (const answer of answers) succeeded(answer)
  const users = await Promise.all(family.map(async (member) => read(await admin.get(pathOf(member)), User)))
  expect(users.map(({ display_name }) => display_name)).toEqual(
    family.map(({ localpart }) => named(localpart)),
  )
})

verify(
  'users/refuses-another-name-in-the-body',
  "the name of somebody else in the body of romeo's",
  async (stage) => {
    const admin = await administrator(stage)
    const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
    const before = [romeo, juliet].map(async (account) => read(await admin.get(pathOf(account)), User))
    const [romeoBefore, julietBefore] = await Promise.all(before)
    refused(
      await admin.put(pathOf(romeo), { username: juliet.localpart, display_name: 'Both' }),
      400,
      409,
      422,
    )
    expect(read(await admin.get(pathOf(romeo)), User), 'the account of the path').toEqual(romeoBefore)
    expect(read(await admin.get(pathOf(juliet)), User), 'the account of the body').toEqual(julietBefore)
  },
)

verify('users/refuses-an-unknown-role', 'a role that no server has', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const before = read(await admin.get(pathOf(romeo)), User)
  refused(await admin.put(pathOf(romeo), { username: romeo.localpart, role: 'touchstone:prince-of-verona' }))
  expect(read(await admin.get(pathOf(romeo)), User), 'the account').toEqual(before)
})

verify('users/update-of-an-unknown-account-makes-none', 'a display name for nobody', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const path = `/users/${stage.accounts.unused('nobody')}`
  stage.cleanUp(async () => void (await admin.delete(path)))
  const answer = await admin.put(path, { display_name: 'Nobody' })
  refused(answer, 404, 400, 422)
  stage.observe(`an update of nobody is answered with ${answer.status}`)
  notGiven(stage, await admin.get(path))
})
