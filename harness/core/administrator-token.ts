import type { TokenIssuer } from './account.ts'
import { parseJid } from './jid.ts'

/** What Prosody calls an administrator of the whole server. */
const ROLE = 'prosody:operator'

/** As far as one is known. */
export interface Administrator {
  readonly jid?: string | undefined
  /** A bearer token, where somebody gave one. */
  readonly token?: string | undefined
}

/**
 * The bearer token that was given, or else a new one; undefined where there is none and nobody can make one.
 * @param lifetime of a new one, in seconds
 */
export async function administratorToken(
  { jid, token }: Administrator,
  tokens: TokenIssuer | undefined,
  lifetime: number,
): Promise<string | undefined> {
  if (token !== undefined || jid === undefined) return token
  const { localpart, domainpart: domain } = parseJid(jid)
  return localpart === undefined ? undefined : tokens?.issue({ localpart, domain }, { role: ROLE, lifetime })
}
