import { conformance, expect } from '#conformance'
import { administrator, read } from './api.ts'
import { adminApi } from './requirements.ts'
import { UserList } from './schemas.ts'

const verify = conformance(adminApi)

// A server that gathers a list account by account answers nobody else meanwhile: it is asked when nobody else asks,
// and not for ten thousand if a thousand take long already.
verify('users/lists-ten-thousand', 'a host with 10,000 accounts', async (stage) => {
  const admin = await administrator(stage)
  const made: string[] = []
  for (const [size, bound] of [
    [1_000, 2],
    [10_000, 20],
  ] as const) {
    const names = Array.from({ length: size - made.length }, (_, index) => `extra-${index}`)
    for (const { localpart } of await stage.accounts.create(...names)) made.push(localpart)
    const began = performance.now()
    const answer = await admin.ask('GET', '/users', undefined, { patience: 90_000 })
    const seconds = (performance.now() - began) / 1_000
    const listed = new Set(read(answer, UserList).map(({ username }) => username))
    const missing = made.filter((localpart) => !listed.has(localpart))
    expect(missing.length, `how many of ${size} accounts are missing`).toBe(0)
    expect(seconds, `seconds until ${size} accounts are listed`).toBeLessThan(bound)
  }
})
