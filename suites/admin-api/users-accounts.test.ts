import { conformance, expect, type Stage } from '#conformance'
import { type Answer, type Api, administrator, pathOf, read, refused, succeeded } from './api.ts'
import { newcomer } from './registration.ts'
import { adminApi } from './requirements.ts'
import { User, UserList } from './schemas.ts'
import { isCutOff, signIn } from './sign-in.ts'

const verify = conformance(adminApi)

for (const [situation, name] of [
  ['a name in ASCII', 'romeo'],
  ['a name with accents', 'roméo'],
] as const) {
  verify('users/creates-an-account', situation, async (stage) => {
    const admin = await administrator(stage)
    const romeo = newcomer(stage, name)
    expect(await signIn(stage, romeo), 'a login before').not.toBe('success')
    succeeded(await put(admin, romeo))
    expect(await signIn(stage, romeo), 'a login after').toBe('success')
    expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ username: romeo.localpart })
  })
}

for (const [situation, password] of [
  ['a password in another script', 'Пароль-мой-1'],
  ['a password with spaces and marks', `" ' & < > \\ % / 1`],
  ['a password of 200 characters', 'x1'.repeat(100)],
] as const) {
  verify('users/creates-an-account', situation, async (stage) => {
    const admin = await administrator(stage)
    const romeo = stage.accounts.adopt({ localpart: stage.accounts.unused('romeo'), password })
    succeeded(await put(admin, romeo))
    expect(await signIn(stage, romeo), 'a login').toBe('success')
  })
}

function put(
  admin: Api,
  { localpart, password }: { localpart: string; password: string },
  more: object = {},
): Promise<Answer> {
  return admin.put(`/users/${encodeURIComponent(localpart)}`, { username: localpart, password, ...more })
}

verify('users/creates-an-account', 'eight at once', async (stage) => {
  const admin = await administrator(stage)
  const family = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => newcomer(stage, name))
  for (const answer of await Promise.all(family.map((member) => put(admin, member)))) succeeded(answer)
  const listed = read(await admin.get('/users'), UserList).map(({ username }) => username)
  expect(listed, 'the list of users').toEqual(
    expect.arrayContaining(family.map(({ localpart }) => localpart)),
  )
})

verify('users/creates-an-account', 'the same name eight times at once', async (stage) => {
  const admin = await administrator(stage)
  const romeo = newcomer(stage, 'romeo')
  const answers = await Promise.all(Array.from({ length: 8 }, () => put(admin, romeo)))
  for (const { status, asked } of answers)
    expect([200, 201, 204, 409], `the status of ${asked}`).toContain(status)
  const listed = read(await admin.get('/users'), UserList).filter(
    ({ username }) => username === romeo.localpart,
  )
  expect(listed, 'the accounts of that name').toHaveLength(1)
  expect(await signIn(stage, romeo), 'a login').toBe('success')
})

verify('users/a-made-account-lives-its-life', 'made, deleted, made again', async (stage) => {
  const admin = await administrator(stage)
  const romeo = newcomer(stage, 'romeo')
  succeeded(await put(admin, romeo, { display_name: 'Romeo', role: 'prosody:member' }))
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({
    display_name: 'Romeo',
    role: 'prosody:member',
  })
  succeeded(await admin.delete(pathOf(romeo)))
  expect(await signIn(stage, romeo), 'a login to the deleted account').not.toBe('success')
  succeeded(await put(admin, romeo))
  expect(await signIn(stage, romeo), 'a login to the account that was made again').toBe('success')
  const again = read(await admin.get(pathOf(romeo)), User)
  expect(again.display_name ?? '', 'what is left of the display name').not.toBe('Romeo')
  expect(again.role, 'what is left of the role').not.toBe('prosody:member')
})

verify('users/changes-a-password', 'nobody is logged in', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const password = crypto.randomUUID()
  expect(await signIn(stage, romeo), 'a login by the old password before').toBe('success')
  succeeded(await put(admin, { localpart: romeo.localpart, password }))
  expect(await signIn(stage, { localpart: romeo.localpart, password }), 'a login by the new one').toBe(
    'success',
  )
  expect(await signIn(stage, romeo), 'a login by the old one after').toBe('not-authorized')
})

verify('users/changes-a-password', 'an update without a password comes after', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const changed = { localpart: romeo.localpart, password: crypto.randomUUID() }
  succeeded(await put(admin, changed))
  succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, display_name: 'Romeo' }))
  expect(await signIn(stage, changed), 'a login by the new password').toBe('success')
})

verify('users/never-tells-a-password', 'an account is updated, read and listed', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const password = crypto.randomUUID()
  const updated = await put(admin, { localpart: romeo.localpart, password })
  const reads = [await admin.get(pathOf(romeo)), await admin.get('/users')]
  for (const answer of reads) succeeded(answer)
  for (const { asked, body } of [updated, ...reads]) {
    const told = body.toString()
    for (const secret of [romeo.password, password]) {
      expect(told.includes(secret), `whether ${asked} tells the password`).toBe(false)
    }
    expect(told, `what ${asked} tells`).not.toMatch(/"(?:password|stored_key|server_key|salt)"/)
  }
})

async function disabled(stage: Stage) {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, enabled: false }))
  return { admin, romeo, orchard }
}

verify('users/a-disabled-account-is-refused', 'it is logged in when that happens', async (stage) => {
  const { orchard } = await disabled(stage)
  expect(await isCutOff(orchard), 'whether the session is cut off').toBe(true)
})

verify('users/a-disabled-account-is-refused', 'it tries again with the right password', async (stage) => {
  const { admin, romeo } = await disabled(stage)
  const condition = await signIn(stage, romeo)
  expect(condition, 'a login to the disabled account').toMatch(/^(account-disabled|not-authorized)$/)
  stage.observe(`a login to a disabled account ends with ${condition}`)
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ username: romeo.localpart })
})

verify('users/a-disabled-account-is-refused', 'it is enabled again', async (stage) => {
  const { admin, romeo } = await disabled(stage)
  expect(await signIn(stage, romeo), 'a login while disabled').not.toBe('success')
  succeeded(await admin.put(pathOf(romeo), { username: romeo.localpart, enabled: true }))
  expect(await signIn(stage, romeo), 'a login after').toBe('success')
})

verify('users/patches-what-is-named-alone', 'the display name, and then the role', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  succeeded(await admin.patch(pathOf(romeo), { display_name: 'Romeo' }))
  succeeded(await admin.patch(pathOf(romeo), { role: 'prosody:member' }))
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({
    display_name: 'Romeo',
    role: 'prosody:member',
  })
  expect(await signIn(stage, romeo), 'a login by the password that was not touched').toBe('success')
})

verify('users/patches-what-is-named-alone', 'an account that does not exist', async (stage) => {
  const admin = await administrator(stage)
  const path = `/users/${stage.accounts.unused('nobody')}`
  refused(await admin.patch(path, { display_name: 'Nobody' }), 404)
  refused(await admin.get(path), 404)
})
