/**
 * What an administration API does beyond its description, found out by asking for it: on accounts that
 * exist for that alone. Implementations differ there, so no profile promises any of it.
 */
import type { Account } from '../core/account.ts'
import type { Capability } from '../core/capability.ts'

/** One call of the API as an administrator. @returns the status, and the body where it is JSON */
export type AskAdminApi = (
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  json?: unknown,
) => Promise<{ readonly status: number; readonly json: unknown }>

/**
 * @param account one that exists
 * @param unused a localpart that no account has
 */
export async function discoverAdminApi(
  ask: AskAdminApi,
  account: Pick<Account, 'localpart'>,
  unused: string,
): Promise<readonly Capability[]> {
  const made = `/users/${unused}`
  const existing = `/users/${account.localpart}`
  const found: Capability[] = []

  const unknown = [made, `/groups/${unused}`, `/invites/${unused}`]
  const statuses = await Promise.all(unknown.map(async (path) => (await ask('GET', path)).status))
  // One route that breaks is a fault of that route; all of them together, the way in which the server refuses.
  if (!statuses.every((status) => status === 500)) found.push('admin-api-statuses')

  const { json: metrics } = await ask('GET', '/server/metrics')
  if (['c2s', 'memory', 'cpu'].some((name) => propertyOf(metrics, name) !== undefined)) {
    found.push('admin-api-counts')
  }

  await ask('PUT', made, { username: unused, password: crypto.randomUUID() })
  if ((await ask('GET', made)).status === 200) {
    found.push('admin-api-accounts')
    await ask('DELETE', made)
  }
  const id = propertyOf((await ask('POST', '/groups', { name: 'Discovery' })).json, 'id')
  if (typeof id === 'string') {
    const group = `/groups/${encodeURIComponent(id)}`
    await ask('PUT', group, { name: 'Discovered' })
    if (propertyOf((await ask('GET', group)).json, 'name') === 'Discovered') found.push('admin-api-groups')
    await ask('DELETE', group)
  }
  await ask('PATCH', existing, { display_name: 'Discovery' })
  if (propertyOf((await ask('GET', existing)).json, 'display_name') === 'Discovery') {
    found.push('admin-api-patch')
  }
  await ask('PUT', existing, { username: account.localpart, enabled: false })
  if (propertyOf((await ask('GET', existing)).json, 'enabled') === false) found.push('admin-api-enabled')
  return found
}

function propertyOf(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null
    ? Object.entries(json).find(([key]) => key === name)?.[1]
    : undefined
}
