import { conformance, expect } from '#conformance'
import { administrator, notGiven, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { User, UserList } from './schemas.ts'
import { isCutOff, signIn } from './sign-in.ts'

const verify = conformance(adminApi)

verify('users/deletes-an-account', 'an account that never logged in', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  succeeded(await admin.delete(pathOf(romeo)))
  notGiven(stage, await admin.get(pathOf(romeo)))
  const listed = read(await admin.get('/users'), UserList).map(({ username }) => username)
  expect(listed, 'the list of users').not.toContain(romeo.localpart)
})

verify('users/deletes-an-account', 'a name that is not in ASCII', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('roméo')
  succeeded(await admin.delete(pathOf(romeo)))
  notGiven(stage, await admin.get(pathOf(romeo)))
})

verify('users/a-deleted-account-is-cut-off', 'two sessions are open', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const [orchard, balcony] = await Promise.all([
    romeo.login({ resource: 'orchard' }),
    romeo.connect({ resource: 'balcony' }),
  ])
  succeeded(await admin.delete(pathOf(romeo)))
  expect(await isCutOff(orchard), 'whether the available resource is cut off').toBe(true)
  expect(await isCutOff(balcony), 'whether the connected resource is cut off').toBe(true)
})

verify('users/a-deleted-account-cannot-return', 'the password is right', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  expect(await signIn(stage, romeo), 'a login before').toBe('success')
  succeeded(await admin.delete(pathOf(romeo)))
  const condition = await signIn(stage, romeo)
  expect(condition, 'a login after').toMatch(/^(not-authorized|account-disabled|credentials-expired)$/)
  stage.observe(`a login to a deleted account ends with ${condition}`)
})

verify(
  'users/deleting-leaves-the-others',
  'an account whose name begins with that of the deleted',
  async (stage) => {
    const admin = await administrator(stage)
    const [rome] = await stage.accounts.create('rome')
    const [romeo] = await stage.accounts.create(rome.localpart)
    succeeded(await admin.delete(pathOf(rome)))
    read(await admin.get(pathOf(romeo)), User)
    expect(await signIn(stage, romeo), 'a login of the other account').toBe('success')
  },
)

verify('users/deleting-an-unknown-account', 'a name that no account has', async (stage) => {
  const admin = await administrator(stage)
  refused(await admin.delete(`/users/${stage.accounts.unused('romeo')}`), 404)
})

verify('users/deleting-an-unknown-account', 'an account that was deleted just before', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  succeeded(await admin.delete(pathOf(romeo)))
  refused(await admin.delete(pathOf(romeo)), 404)
})
