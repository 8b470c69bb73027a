import { expect, test } from 'vitest'
import { type AskAdminApi, discoverAdminApi } from './discover-admin-api.ts'

interface User {
  display_name?: string
  enabled?: boolean
}

/** An API that keeps `romeo`, and what it does beyond its description; `fails`: what it cannot find is its own fault. */
function api({
  makes = false,
  patches = false,
  disables = false,
  renames = false,
  counts = {},
  fails = [] as string[],
}): {
  ask: AskAdminApi
  users: Map<string, User>
} {
  const users = new Map<string, User>([['romeo', {}]])
  let group = {}
  const askGroups = (method: string, wanted: { name: string }) => {
    if (method === 'POST' || (method === 'PUT' && renames)) group = { id: 'montagues', ...wanted }
    if (method === 'DELETE') group = {}
    return group
  }
  const ask: AskAdminApi = async (method, path, json) => {
    if (method === 'GET' && fails.some((prefix) => path.startsWith(prefix)) && path.endsWith('mercutio')) {
      return { status: 500, json: undefined }
    }
    if (path.startsWith('/invites')) return { status: 404, json: undefined }
    if (path === '/server/metrics') return { status: 200, json: counts }
    if (path.startsWith('/groups')) return { status: 200, json: askGroups(method, json as { name: string }) }
    const name = path.replace('/users/', '')
    const user = users.get(name)
    const wanted = json as User
    if (method === 'PUT' && user === undefined && makes) {
      users.set(name, {})
      return { status: 201, json: undefined }
    }
    if (user === undefined) return { status: 404, json: undefined }
    if (method === 'DELETE') users.delete(name)
    if (method === 'PATCH') {
      if (!patches) return { status: 405, json: undefined }
      Object.assign(user, wanted)
    }
    if (method === 'PUT' && disables) Object.assign(user, wanted)
    return { status: 200, json: { username: name, ...user } }
  }
  return { ask, users }
}

test.each([
  [{}, ['admin-api-statuses']],
  [{ makes: true }, ['admin-api-statuses', 'admin-api-accounts']],
  [{ counts: { uploads: 3 } }, ['admin-api-statuses']],
  [{ counts: { c2s: 0 } }, ['admin-api-statuses', 'admin-api-counts']],
  [{ renames: true }, ['admin-api-statuses', 'admin-api-groups']],
  [{ patches: true }, ['admin-api-statuses', 'admin-api-patch']],
  [{ disables: true }, ['admin-api-statuses', 'admin-api-enabled']],
  [{ fails: ['/users'] }, ['admin-api-statuses']],
  [{ fails: ['/users', '/groups', '/invites'] }, []],
  [
    { makes: true, patches: true, disables: true },
    ['admin-api-statuses', 'admin-api-accounts', 'admin-api-patch', 'admin-api-enabled'],
  ],
])('of an API that %o', async (does, found) => {
  const { ask, users } = api(does)
  expect(await discoverAdminApi(ask, { localpart: 'romeo' }, 'mercutio')).toEqual(found)
  expect([...users.keys()], 'what is left').toEqual(['romeo'])
  expect((await ask('GET', '/groups/montagues')).json, 'what is left').toEqual({})
})
