import { conformance, expect } from '#conformance'
import { type Api, administrator, pathOf, read, refused } from './api.ts'
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

verify('users/lists-ten-thousand', 'a host with 10,000 accounts', async (stage) => {
  const admin = await administrator(stage)
  const made: string[] = []
  const grownTo = async (size: number) => {
    const names = Array.from({ length: size - made.length }, (_, index) => `extra-${index}`)
    for (const { localpart } of await stage.accounts.create(...names)) made.push(localpart)
  }
  const timed = async (path: string) => {
    const began = performance.now()
    const answer = await admin.ask('GET', path, undefined, { patience: 30_000 })
    return { answer, took: performance.now() - began }
  }
  const listed = async () => {
    const { answer, took } = await timed('/users')
    const names = new Set(read(answer, UserList).map(({ username }) => username))
    const missing = made.filter((localpart) => !names.has(localpart))
    expect(missing.length, `how many of ${made.length} accounts are missing`).toBe(0)
    return took
  }
  const best = async (times: number, attempt: () => Promise<number>) => {
    const took: number[] = []
    for (let time = 0; time < times; time += 1) took.push(await attempt())
    return Math.min(...took)
  }

  // A server that gathers the accounts of a list one by one is not asked for ten thousand: it would answer nobody
  // meanwhile. Compared with the time for one account, that shows however busy the machine is.
  await grownTo(1_000)
  const one = await best(5, async () => (await timed(`/users/${made[0]}`)).took)
  const thousand = await best(3, listed)
  expect(thousand / one, 'how many times as long as one account a thousand take').toBeLessThan(60)
  await grownTo(10_000)
  await listed()
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
  for (const name of ['ro meo', 'ro<meo', 'ro&meo', 'ro:meo', 'ro"meo']) {
    verify('users/refuses-a-name-that-cannot-be', `${name} is ${what}`, async (stage) => {
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
