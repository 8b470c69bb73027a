/**
 * What one arrival can be, as plain data: a worker may be another process or another machine. A further
 * kind is a further member here with the function that makes it, and a file in `activities` that performs it.
 */
import { UsageError } from '../core/errors.ts'

interface Marked {
  readonly bodyBytes: number
}

export type Arrival =
  | (Marked & { readonly kind: 'chat-message'; readonly archived: boolean })
  | (Marked & { readonly kind: 'room-message'; readonly occupants: number })
  | { readonly kind: 'presence-update'; readonly contacts: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'roster-fetch'; readonly contacts: number }
  | { readonly kind: 'archive-query'; readonly page: number }
  | { readonly kind: 'login'; readonly warmTls: boolean }
  | { readonly kind: 'reconnect'; readonly resume: boolean }
  | (Marked & { readonly kind: 'offline-message' })
  | (Marked & { readonly kind: 'component-message' })
  | { readonly kind: 'upload'; readonly bytes: number }
  | { readonly kind: 'http-get'; readonly path: string; readonly asAdmin: boolean }
  | { readonly kind: 'flood'; readonly messages: number; readonly bodyBytes: number }
  | { readonly kind: 'unread-message'; readonly bodyBytes: number }
  | { readonly kind: 'mix'; readonly of: readonly Part[] }

/** A kind of arrival and how many of a hundred, or of whatever the shares add up to, are of it. */
export interface Part {
  readonly share: number
  readonly arrival: Arrival
}

/** A message of type chat from one user to the user it is paired with, full JID to full JID. */
export function chatMessage(message: {
  readonly bodyBytes: number
  /** Whether the server may keep it in its archive; else the message asks it not to (XEP-0334). */
  readonly archived?: boolean
}): Arrival {
  return {
    kind: 'chat-message',
    bodyBytes: bodyOf(message.bodyBytes),
    archived: message.archived ?? true,
  }
}

/** A message to a room. The users are spread over rooms of that many; each of them ought to get it. */
export function roomMessage(message: { readonly bodyBytes: number; readonly occupants: number }): Arrival {
  return {
    kind: 'room-message',
    bodyBytes: bodyOf(message.bodyBytes),
    occupants: groupOf('A room', message.occupants),
  }
}

/** A change of presence that goes to every contact. Users are each other's contacts in groups. */
export function presenceUpdate(update: { readonly contacts: number }): Arrival {
  return { kind: 'presence-update', contacts: groupOf('A roster', update.contacts + 1) - 1 }
}

/** A ping to the server (XEP-0199). */
export function ping(): Arrival {
  return { kind: 'ping' }
}

/** A request for the roster, which has that many contacts. */
export function rosterFetch(roster: { readonly contacts: number }): Arrival {
  return { kind: 'roster-fetch', contacts: groupOf('A roster', roster.contacts + 1) - 1 }
}

/** A request for the last page of the user's archive (XEP-0313). */
export function archiveQuery(query: { readonly page: number }): Arrival {
  if (!Number.isInteger(query.page) || query.page < 1) {
    throw new UsageError(`A page of the archive has a number of messages from 1 up; got ${query.page}.`)
  }
  return { kind: 'archive-query', page: query.page }
}

/**
 * A whole login: connection, TLS, SCRAM, resource, presence; then the session ends. Nobody is connected
 * before. With warm TLS it takes up an earlier TLS session, as a client does that comes back.
 */
export function login(how: { readonly warmTls?: boolean } = {}): Arrival {
  return { kind: 'login', warmTls: how.warmTls ?? false }
}

/** Whether connections take up earlier TLS sessions. */
export function hasWarmTls(arrival: Arrival): boolean {
  return arrival.kind === 'login' && arrival.warmTls
}

/**
 * A connection is cut without a word, as when the network fails, and the user comes back: with the session
 * resumed, so that nothing is lost (XEP-0198), or by a new login.
 */
export function reconnect(how: { readonly resume: boolean }): Arrival {
  return { kind: 'reconnect', resume: how.resume }
}

/** A message to a user who is offline: odd users come online only when all has been sent. */
export function offlineMessage(message: { readonly bodyBytes: number }): Arrival {
  return { kind: 'offline-message', bodyBytes: bodyOf(message.bodyBytes) }
}

/** A message from an external component to a user (XEP-0114). */
export function componentMessage(message: { readonly bodyBytes: number }): Arrival {
  return { kind: 'component-message', bodyBytes: bodyOf(message.bodyBytes) }
}

/** A file: the request for a slot, PUT, and GET of what was put (XEP-0363). */
export function upload(file: { readonly bytes: number }): Arrival {
  if (!Number.isInteger(file.bytes) || file.bytes < 1) {
    throw new UsageError(`A file has a number of bytes from 1 up; got ${file.bytes}.`)
  }
  return { kind: 'upload', bytes: file.bytes }
}

/** A page that the server shows over HTTPS, where it is asked for as an administrator if that is said. */
export function httpGet(page: { readonly path: string; readonly asAdmin?: boolean }): Arrival {
  if (!page.path.startsWith('/')) throw new UsageError(`A path begins with a slash; got ${page.path}.`)
  return { kind: 'http-get', path: page.path, asAdmin: page.asAdmin ?? false }
}

/** Messages in a row from one client to itself, beside all others: it is a nuisance, and not measured. */
export function flood(burst: { readonly messages: number; readonly bodyBytes: number }): Arrival {
  return { kind: 'flood', ...burst }
}

/** A message to a client that reads nothing, beside all others: the server keeps it, and nobody measures it. */
export function unreadMessage(message: { readonly bodyBytes: number }): Arrival {
  return { kind: 'unread-message', bodyBytes: message.bodyBytes }
}

/** Whether sessions ask the server to be resumable. */
export function isResumable(arrival: Arrival): boolean {
  return arrival.kind === 'mix'
    ? arrival.of.some((part) => isResumable(part.arrival))
    : arrival.kind === 'reconnect' && arrival.resume
}

/** Several kinds, well mixed: `mix([80, chatMessage(…)], [20, ping()])`. */
export function mix(...parts: readonly (readonly [share: number, arrival: Arrival])[]): Arrival {
  for (const [share, arrival] of parts) {
    if (!(share > 0)) throw new UsageError(`A share of a mix is above 0; got ${share}.`)
    if (arrival.kind === 'mix' || arrival.kind === 'login' || arrival.kind === 'offline-message') {
      throw new UsageError(`A mix is of arrivals of users who are connected; a ${arrival.kind} is not.`)
    }
  }
  const groups = new Set(parts.map(([, arrival]) => groupSize(arrival)).filter((size) => size > 2))
  if (groups.size > 1) {
    throw new UsageError(`The groups of a mix are of one size; got ${[...groups].join(' and ')} users.`)
  }
  if (parts.length === 0) throw new UsageError('A mix has at least one part.')
  // The messages of a page of the archive must not be taken for messages that are delivered: they are looked at first.
  const isQuery = ([, { kind }]: (typeof parts)[number]) => kind === 'archive-query'
  const ordered = [...parts.filter(isQuery), ...parts.filter((part) => !isQuery(part))]
  return { kind: 'mix', of: ordered.map(([share, arrival]) => ({ share, arrival })) }
}

/** How many users, numbered in a row, have to do with each other: they belong to the same worker. */
export function groupSize(arrival: Arrival): number {
  switch (arrival.kind) {
    case 'room-message':
      return arrival.occupants
    case 'presence-update':
    case 'roster-fetch':
      return arrival.contacts + 1
    case 'mix':
      return Math.max(...arrival.of.map((part) => groupSize(part.arrival)))
    default:
      return 2
  }
}

function bodyOf(bytes: number): number {
  if (Number.isInteger(bytes) && bytes >= 64) return bytes
  throw new UsageError(`A measured message needs a body of at least 64 bytes; got ${bytes}.`)
}

function groupOf(what: string, members: number): number {
  if (Number.isInteger(members) && members >= 2 && members % 2 === 0) return members
  throw new UsageError(`${what} is of an even number of users from 2 up; got ${members}.`)
}
