import type { Stage } from '#conformance'
import { type Api, createGroup, createInvite, pathOf } from './api.ts'

/** What the routes of the description are about, made for one verification. */
export interface Things {
  /** Paths of an account, of an invitation, of a group, and of the account's membership in that group. */
  readonly user: string
  readonly invite: string
  readonly group: string
  readonly membership: string
  readonly username: string
  /** The account's bare JID. */
  readonly address: string
}

export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** As the description writes it. */
  readonly template: string
  readonly path: (things: Things) => string
  /** A body that it takes. */
  readonly json?: (things: Things) => Readonly<Record<string, unknown>>
}

const PARAMETERS = {
  '/users/{username}': 'user',
  '/invites/{id}': 'invite',
  '/groups/{id}/members/{username}': 'membership',
  '/groups/{id}': 'group',
} as const

function route(method: Route['method'], template: string, json?: Route['json']): Route {
  const entry = Object.entries(PARAMETERS).find(([prefix]) => template.startsWith(prefix))
  return {
    method,
    template,
    path: (things) =>
      entry === undefined ? template : `${things[entry[1]]}${template.slice(entry[0].length)}`,
    ...(json === undefined ? {} : { json }),
  }
}

/** Every route of the description. */
export const routes: readonly Route[] = [
  route('GET', '/users'),
  route('GET', '/users/{username}'),
  route('PUT', '/users/{username}', ({ username }) => ({ username, display_name: 'Romeo' })),
  route('DELETE', '/users/{username}'),
  route('GET', '/users/{username}/groups'),
  route('GET', '/users/{username}/debug'),
  route('GET', '/invites'),
  route('POST', '/invites/account', () => ({ ttl: 60 })),
  route('POST', '/invites/group', ({ group }) => ({ ttl: 60, groups: [group.slice('/groups/'.length)] })),
  route('POST', '/invites/reset', ({ username }) => ({ username, ttl: 60 })),
  route('GET', '/invites/{id}'),
  route('DELETE', '/invites/{id}'),
  route('GET', '/groups'),
  route('POST', '/groups', () => ({ name: 'Montagues' })),
  route('GET', '/groups/{id}'),
  route('DELETE', '/groups/{id}'),
  route('PUT', '/groups/{id}/members/{username}'),
  route('DELETE', '/groups/{id}/members/{username}'),
  route('GET', '/server/info'),
  route('GET', '/server/metrics'),
  route('POST', '/server/announcement', ({ address }) => ({ body: 'Hark', recipients: [address] })),
]

/** Makes what a route needs, and nothing else. */
export async function thingsFor({ template }: Route, stage: Stage, admin: Api): Promise<Things> {
  const [romeo] = await stage.accounts.create('romeo')
  const invite = template.startsWith('/invites/{')
    ? (await createInvite(stage, admin, 'account', { ttl: 60 })).id
    : 'none'
  const group =
    template.startsWith('/groups/{') || template === '/invites/group'
      ? (await createGroup(stage, admin, 'Montagues')).id
      : 'none'
  return {
    username: romeo.localpart,
    address: romeo.bareJid,
    user: pathOf(romeo),
    invite: `/invites/${encodeURIComponent(invite)}`,
    group: `/groups/${encodeURIComponent(group)}`,
    membership: `/groups/${encodeURIComponent(group)}/members/${encodeURIComponent(romeo.localpart)}`,
  }
}

/** The call that the route is for, about these things, by the holder of some token or of none. */
export function callOf(route: Route, things: Things, api: Api) {
  return api.ask(route.method, route.path(things), route.json?.(things))
}
