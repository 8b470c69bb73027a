/**
 * A lie is one broken rule, told by a proxy between the clients of one verification and a real server.
 *
 * A lie is a function, called once for each verification that is run under it, so that it may remember
 * what it has seen. Lies are plausible faults of a server, never a refusal to work at all.
 */
import type { SecureVersion } from 'node:tls'
import type { RequirementId, Spec } from '../catalogue/index.ts'
import type { Element } from '../core/element.ts'
import type { ServerUsage } from '../core/target-info.ts'
import { conforms, type Pattern } from '../match/pattern.ts'
import type { Tap } from '../wire/tls-records.ts'

/** Something on a stream between client and server. */
export type Part =
  | { readonly kind: 'header'; readonly element: Element; readonly raw: string }
  | { readonly kind: 'element'; readonly element: Element; readonly raw: string }
  | { readonly kind: 'close'; readonly raw: string }
  /** The server has ended the connection. */
  | { readonly kind: 'end'; readonly raw: '' }

/** What goes on in place of a part: nothing said = the part itself; an empty list = nothing at all. */
export type Instead = readonly (Element | string)[] | undefined

/** One client's connection through the proxy. */
export interface Link {
  /** Which port the client came to. */
  readonly port: 'c2s' | 'c2sDirectTls' | 'component' | 's2s'
  /** The domain of the real server. */
  readonly domain: string
  /** The full JID, once a resource is bound. */
  readonly jid: string | undefined
  /** Whether TLS is up between client and proxy. */
  readonly secured: boolean
  /** Every connection of this verification, this one included. */
  readonly all: readonly Link[]
  /** Says something to the client that the server did not say. */
  tellClient(...what: readonly (Element | string)[]): void
  /** Says something to the server that the client did not say. */
  tellServer(...what: readonly (Element | string)[]): void
  /** Ends the client's connection. */
  hangUp(): void
  /** Cuts the client's connection, without an end of TLS. */
  cutOff(): void
}

export interface HttpExchange {
  readonly method: string
  /** Path and query as requested. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** What a lie listens to. A hook that is absent lets everything pass. */
export interface Hooks {
  /** What the server sends to a client. */
  readonly toClient?: (part: Part, link: Link) => Instead
  /** What a client sends to the server. */
  readonly toServer?: (part: Part, link: Link) => Instead
  /** How the server does TLS with its clients. */
  readonly tls?: TlsFault
  /** A request of a client over HTTP: another request, or at once an answer. */
  readonly httpToServer?: (request: HttpExchange) => HttpExchange | HttpAnswer | undefined
  /** The server's answer to it. */
  readonly httpToClient?: (answer: HttpAnswer, request: HttpExchange) => HttpAnswer | undefined
  /** Whether a client that waits until it may go on with its body (`Expect: 100-continue`) is left waiting. */
  readonly httpKeepsWaiting?: () => boolean
  /** What the server seems to use of its machine, in place of what it does use. */
  readonly uses?: (sample: ServerUsage) => ServerUsage
}

/** What a server gets wrong in TLS itself. */
export interface TlsFault {
  /** The oldest version that it takes, with whatever cipher suite. */
  readonly minVersion?: SecureVersion
  /** The suites up to TLS 1.2 that it takes, in the notation of OpenSSL. */
  readonly ciphers?: string
  /** The protocols that it chooses from by ALPN, the one that it likes best first. */
  readonly chooses?: readonly string[]
  /** It certifies the domain alone, whatever host a client asks for. */
  readonly certifiesDomainAlone?: boolean
  /** It refuses to renegotiate as OpenSSL does: by a warning, and goes on. */
  readonly refusesRenegotiation?: boolean
  /** What is between its TLS and a client's connection. @param say sends the client bytes past TLS */
  readonly tap?: (link: Link, say: (bytes: Buffer) => void) => Tap
}

export type Lie = () => Hooks

/** What repairs a fault of the real server: nearer to the server than any lie. */
export type Amends = Pick<Hooks, 'toClient' | 'toServer' | 'httpToServer' | 'httpToClient'>
export type Amend = () => Amends

/** Lies by the full id of the requirement that they break, then by what the lying server does, in words. */
export type Lies = Readonly<Record<string, Readonly<Record<string, Lie>>>>

/**
 * Declares how a server would break requirements of a document.
 * @example liesAbout(rfc6121, { '8.5.2.1.1/never-to-negative-priority': { 'delivers to all': … } })
 */
export function liesAbout<S extends Spec>(
  spec: S,
  lies: Readonly<Partial<Record<RequirementId<S>, Readonly<Record<string, Lie>>>>>,
): Lies {
  return byRequirement(spec, lies)
}

/** Amends by the full id of the requirement that the server breaks without them, then by what they do, in words. */
export type AmendsByRequirement = Readonly<Record<string, Readonly<Record<string, Amend>>>>

/**
 * Declares how a proxy makes amends for a server that is known to break a requirement: its verifications hold
 * then, and can be seen to catch lies, which are told on top of that.
 * @example amendsFor(rfc6121, { '4.3/probes-between-bare-jids': { 'probes in the name of the user': … } })
 */
export function amendsFor<S extends Spec>(
  spec: S,
  amends: Readonly<Partial<Record<RequirementId<S>, Readonly<Record<string, Amend>>>>>,
): AmendsByRequirement {
  return byRequirement(spec, amends)
}

/** The server never sends what fits. */
export function withholds(pattern: Pattern): Lie {
  return rewrites(pattern, () => [])
}

/** The server sends something else in place of what fits. */
export function rewrites(pattern: Pattern, instead: (element: Element, link: Link) => Instead): Lie {
  return () => ({
    toClient: (part, link) =>
      part.kind === 'element' && conforms(part.element, pattern).length === 0
        ? instead(part.element, link)
        : undefined,
  })
}

/** What a client sends and fits never reaches the server, or reaches it changed. */
export function mishears(pattern: Pattern, instead: (element: Element, link: Link) => Instead): Lie {
  return () => ({
    toServer: (part, link) =>
      part.kind === 'element' && conforms(part.element, pattern).length === 0
        ? instead(part.element, link)
        : undefined,
  })
}

function byRequirement<T>(
  spec: Spec,
  byName: Readonly<Record<string, Readonly<Record<string, T>> | undefined>>,
): Readonly<Record<string, Readonly<Record<string, T>>>> {
  return Object.fromEntries(
    Object.entries(byName).map(([name, inWords = {}]) => [`${spec.id}/${name}`, inWords]),
  )
}
