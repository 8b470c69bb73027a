/**
 * XMPP addresses (RFC 7622): localpart@domainpart/resourcepart.
 *
 * Parsing splits and nothing more: it neither prepares nor validates the parts, because what a
 * server does with an unprepared address is what a verification wants to find out.
 */
export interface Jid {
  readonly localpart: string | undefined
  readonly domainpart: string
  readonly resourcepart: string | undefined
}

/** Splits at the first slash, then at the first at-sign before it (RFC 7622 §3.2). */
export function parseJid(text: string): Jid {
  const slash = text.indexOf('/')
  const bare = slash === -1 ? text : text.slice(0, slash)
  const at = bare.indexOf('@')
  return {
    localpart: at === -1 ? undefined : bare.slice(0, at),
    domainpart: at === -1 ? bare : bare.slice(at + 1),
    resourcepart: slash === -1 ? undefined : text.slice(slash + 1),
  }
}

/** The address without its resourcepart. */
export function bareJid(text: string): string {
  const slash = text.indexOf('/')
  return slash === -1 ? text : text.slice(0, slash)
}
