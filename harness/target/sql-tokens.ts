/**
 * Bearer tokens written straight into the SQL storage of Prosody, in the form that its module tokenauth
 * keeps them: any account's, of any role, expired where that is wanted.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { TokenIssuer } from '../core/account.ts'

const SECRET_BYTES = 18

const STORE = `
  INSERT INTO prosody (host, "user", store, key, type, value) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (host, "user", store, key) DO UPDATE SET type = excluded.type, value = excluded.value`

const FORGET = `DELETE FROM prosody WHERE host = $1 AND "user" = $2 AND store = 'auth_tokens' AND key = $3`

export function sqlTokens(pool: Pool): TokenIssuer {
  return {
    async assign({ localpart, domain }, role) {
      await pool.query(STORE, [domain, localpart, 'account_roles', '_default', 'string', role])
    },
    async issue({ localpart, domain }, { role, lifetime }) {
      const jid = `${localpart}@${domain}`
      const id = randomBytes(9).toString('base64url')
      const secret = randomBytes(SECRET_BYTES)
      const now = Math.floor(Date.now() / 1000)
      // A token that has expired was made before that.
      const created = now + Math.min(0, lifetime) - (lifetime < 0 ? 1 : 0)
      const hash = createHash('sha256').update(secret).digest('hex')
      const grant = {
        id,
        jid,
        owner: jid,
        created,
        accessed: created,
        tokens: { [`sha256:${hash}`]: { role, created, expires: now + lifetime } },
      }
      await pool.query(STORE, [domain, localpart, 'auth_tokens', id, 'json', JSON.stringify(grant)])
      return `secret-token:${Buffer.concat([Buffer.from(`2;${id};`), secret, Buffer.from(`;${jid}`)]).toString('base64')}`
    },
    async revoke(token) {
      const { id, localpart, domain } = partsOf(token)
      await pool.query(FORGET, [domain, localpart, id])
    },
  }
}

/** What tokenauth reads in `secret-token:`, base64 of `2;id;secret;jid`. */
function partsOf(token: string): { id: string; localpart: string; domain: string } {
  const bytes = Buffer.from(token.slice('secret-token:'.length), 'base64')
  const idEnds = bytes.indexOf(';', 2)
  const jid = bytes.subarray(idEnds + 1 + SECRET_BYTES + 1).toString()
  const [localpart = '', domain = ''] = jid.split('@')
  return { id: bytes.subarray(2, idEnds).toString(), localpart, domain }
}
