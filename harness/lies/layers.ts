/**
 * What stands between a client and the real server: a lie, and nearer to the server amends for its own faults, so
 * that the lie is told of a server that has none.
 */
import { type Element, NS } from '../core/element.ts'
import { StreamParser } from '../wire/parser.ts'
import type { Amends, Hooks, Instead, Link, Part } from './lie.ts'

type Hook = (part: Part, link: Link) => Instead
type HttpRequestHook = NonNullable<Hooks['httpToServer']>
type HttpAnswerHook = NonNullable<Hooks['httpToClient']>

/** The same hooks, with word of each occasion on which they change, withhold or invent anything. */
export function watched(hooks: Hooks, onTold: () => void): Hooks {
  const noted = <T>(instead: T): T => {
    if (instead !== undefined) onTold()
    return instead
  }
  const linkOf = linksBy((base) => ({
    tellClient: (...what) => {
      onTold()
      base.tellClient(...what)
    },
    tellServer: (...what) => {
      onTold()
      base.tellServer(...what)
    },
    hangUp: () => {
      onTold()
      base.hangUp()
    },
    cutOff: () => {
      onTold()
      base.cutOff()
    },
  }))
  const { toClient, toServer, httpToServer, httpToClient, httpKeepsWaiting, uses } = hooks
  return {
    ...hooks,
    ...(toClient && { toClient: (part, base) => noted(toClient(part, linkOf(base))) }),
    ...(toServer && { toServer: (part, base) => noted(toServer(part, linkOf(base))) }),
    ...(httpToServer && { httpToServer: (request) => noted(httpToServer(request)) }),
    ...(httpToClient && { httpToClient: (answer, request) => noted(httpToClient(answer, request)) }),
    ...(uses && { uses: (sample) => noted(uses(sample)) }),
    ...(httpKeepsWaiting && { httpKeepsWaiting: () => noted(httpKeepsWaiting() || undefined) === true }),
  }
}

/**
 * Hooks on top of amends: the client hears what the hooks make of what the amends have made of the server. What
 * amends say as a string reaches the client as it is, unless it is a header, and what hooks say to the server, the
 * server.
 */
export function onTopOf(hooks: Hooks, amends: Amends): Hooks {
  const linkOf = linksBy((base) => ({
    tellClient: (...what) => base.tellClient(...what.flatMap((said) => heard(said, hooks.toClient, base))),
    tellServer: (...what) => base.tellServer(...what),
    hangUp: () => base.hangUp(),
    cutOff: () => base.cutOff(),
  }))
  const amended = (hook: Hook | undefined): Hook | undefined =>
    hook && ((part, base) => hook(part, linkOf(base)))
  const toClient = inTurn(amended(amends.toClient), hooks.toClient)
  const toServer = inTurn(hooks.toServer, amended(amends.toServer))
  return {
    ...hooks,
    ...(toClient && { toClient }),
    ...(toServer && { toServer }),
    ...(amends.httpToServer && { httpToServer: requestsThrough(hooks, amends.httpToServer) }),
    ...(amends.httpToClient && { httpToClient: answersThrough(amends.httpToClient, hooks.httpToClient) }),
  }
}

/** What amends answer by themselves, hooks hear as if the server had said it. */
function requestsThrough(hooks: Hooks, amended: HttpRequestHook): HttpRequestHook {
  return (request) => {
    const changed = hooks.httpToServer?.(request)
    if (changed !== undefined && 'status' in changed) return changed
    const sent = changed ?? request
    const instead = amended(sent)
    if (instead === undefined) return changed
    return 'status' in instead ? (hooks.httpToClient?.(instead, sent) ?? instead) : instead
  }
}

function answersThrough(amended: HttpAnswerHook, hook: HttpAnswerHook | undefined): HttpAnswerHook {
  return (answer, request) => {
    const instead = amended(answer, request)
    return hook?.(instead ?? answer, request) ?? instead
  }
}

/** One hook after the other. */
function inTurn(first: Hook | undefined, second: Hook | undefined): Hook | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return (part, link) => first(part, link)?.flatMap((said) => heard(said, second, link)) ?? second(part, link)
}

function heard(said: Element | string, hook: Hook | undefined, link: Link): readonly (Element | string)[] {
  const part = typeof said === 'string' ? headerIn(said) : elementIn(said)
  return (part && hook?.(part, link)) ?? [said]
}

function elementIn(element: Element): Part {
  return { kind: 'element', element, raw: element.toString() }
}

/** An opening tag can be said as a string alone. */
function headerIn(said: string): Part | undefined {
  const [part] = new StreamParser().push(Buffer.from(said))
  const isHeader = part?.kind === 'header' && part.raw === said && part.element.is('stream', NS.streams)
  return isHeader ? part : undefined
}

/** For each link another that says things in another way, always the same one. */
function linksBy(
  saying: (base: Link) => Pick<Link, 'tellClient' | 'tellServer' | 'hangUp' | 'cutOff'>,
): (base: Link) => Link {
  const links = new WeakMap<Link, Link>()
  const linkOf = (base: Link): Link => {
    const known = links.get(base)
    if (known !== undefined) return known
    const link: Link = {
      get port() {
        return base.port
      },
      get domain() {
        return base.domain
      },
      get jid() {
        return base.jid
      },
      get secured() {
        return base.secured
      },
      get all() {
        return base.all.map(linkOf)
      },
      ...saying(base),
    }
    links.set(base, link)
    return link
  }
  return linkOf
}
