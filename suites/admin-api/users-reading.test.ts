import { conformance, expect } from '#conformance'
import { type Api, administrator, mayFail, pathOf, read, refused } from './api.ts'
import { adminApi } from './requirements.ts'
import { User, UserList } from './schemas.ts'

const verify = conformance(adminApi)

verify('users/lists-every-account', 'three new accounts, one of them not in ASCII', async (stage) => {
  const admin = await administrator(stage)
  const made = await stage.accounts.create('romeo', 'juliet', 'tybält')

  const listed = read(await admin.get('/users'), UserList).map(({ username }) => username)

  for (const { localpart } of made) {
    expect(
      listed.filter((name) => name === localpart),
      `${localpart} in the list`,
    ).toHaveLength(1)
  }
})

for (const name of ['romeo', 'roméo', 'o.neill+1', 'a_b~c=d', 'ромео']) {
  verify('users/gives-an-account', name, async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create(name)
    expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ username: romeo.localpart })
  })
}

verify('users/unknown-account-is-not-found', 'a name that no account has', async (stage) => {
  const admin = await administrator(stage)
  refused(await admin.get(`/users/${stage.accounts.unused('romeo')}`), 404)
})

verify('users/unknown-account-is-not-found', 'the address of an account that exists', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  refused(await admin.get(`/users/${encodeURIComponent(romeo.bareJid)}`), 400, 404)
})

for (const [what, ask] of [
  ['read', (api: Api, path: string) => api.get(path)],
  ['updated', (api: Api, path: string) => api.put(path, { display_name: 'Nobody' })],
  ['deleted', (api: Api, path: string) => api.delete(path)],
  ['asked for its groups', (api: Api, path: string) => api.get(`${path}/groups`)],
  ['asked for debug information', (api: Api, path: string) => api.get(`${path}/debug`)],
] as const) {
  for (const name of ['ro meo', 'ro<meo', 'ro&meo', 'ro:meo', 'ro"meo', 'ro/meo', 'ro@meo']) {
    verify('users/refuses-a-name-that-cannot-be', `${name} is ${what}`, async (stage) => {
      mayFail(stage)
      const admin = await administrator(stage)
      const answer = await ask(admin, `/users/${encodeURIComponent(stage.accounts.unused(name))}`)
      refused(answer, 400, 404)
      stage.observe(
        answer.status === 400 ? 'an impossible name is invalid' : 'an impossible name is not found',
      )
    })
  }
}

verify('users/folds-the-case-of-a-name', 'capitals in the path', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const answer = await admin.get(`/users/${romeo.localpart.toUpperCase()}`)
  if (answer.status === 200) {
    expect(read(answer, User)).toMatchObject({ username: romeo.localpart })
    stage.observe('a name in capitals is that of the account')
  } else {
    refused(answer, 400, 404)
    stage.observe('a name in capitals is refused')
  }
})
