/**
 * Accounts written straight into the SQL storage of Prosody, in the form that its module
 * auth_internal_hashed keeps them: far faster than any way through the server.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { Pool } from 'pg'
import type { Account, Provisioner } from '../core/account.ts'
import { UsageError } from '../core/errors.ts'
import { type ScramHash, scramKeys } from '../wire/scram.ts'
import { sqlTokens } from './sql-tokens.ts'

/** What Prosody takes for new accounts, and the least that RFC 7677 §4 allows times two and a half. */
const ITERATIONS = 10_000

const CREATE = `
  INSERT INTO prosody (host, "user", store, key, type, value)
  SELECT $1, localpart, 'accounts', key, type, value
  FROM unnest($2::text[]) AS localpart,
       unnest($3::text[], $4::text[], $5::text[]) AS stored (key, type, value)`

const REMOVE = ['prosody', 'prosodyarchive'].map(
  (table) => `DELETE FROM ${table} WHERE host = $1 AND "user" = ANY ($2::text[])`,
)

/**
 * One password and one salt serve all accounts of a provisioner, so that the keys are derived once.
 * @param hash which SCRAM keys each virtual host keeps
 */
export function sqlProvisioner(
  connectionString: string,
  hash: Readonly<Record<string, ScramHash>>,
): Provisioner {
  const pool = new Pool({ connectionString, max: 4, allowExitOnIdle: true })
  // The database may be restarted on purpose: the pool drops what broke, and the next query connects anew.
  pool.on('error', () => undefined)
  const password = randomBytes(12).toString('base64url')
  const salt = randomUUID()

  return {
    async create(localparts, domain) {
      const hashOfHost = hash[domain]
      if (hashOfHost === undefined) {
        throw new UsageError(
          `Expected a virtual host to make accounts on, one of ${Object.keys(hash).join(', ')}, got ${domain}.`,
        )
      }
      const rows = accountRows(hashOfHost, password, salt)
      await pool.query(CREATE, [
        domain,
        localparts,
        rows.map(({ key }) => key),
        rows.map(({ value }) => typeof value),
        rows.map(({ value }) => String(value)),
      ])
      return localparts.map((localpart) => ({
        localpart,
        domain,
        bareJid: `${localpart}@${domain}`,
        password,
      }))
    },
    async remove(accounts) {
      for (const [domain, localparts] of byDomain(accounts)) {
        for (const query of REMOVE) await pool.query(query, [domain, localparts])
      }
    },
    async close() {
      await pool.end()
    },
    tokens: sqlTokens(pool),
  }
}

/** The entries of the store `accounts`, as Prosody names them. */
function accountRows(
  hash: ScramHash,
  password: string,
  salt: string,
): readonly { key: string; value: string | number }[] {
  const { storedKey, serverKey } = scramKeys(hash, password, Buffer.from(salt), ITERATIONS)
  const now = Math.floor(Date.now() / 1000)
  return [
    { key: 'salt', value: salt },
    { key: 'iteration_count', value: ITERATIONS },
    { key: 'stored_key', value: storedKey.toString('hex') },
    { key: 'server_key', value: serverKey.toString('hex') },
    { key: 'created', value: now },
    { key: 'updated', value: now },
  ]
}

function byDomain(accounts: readonly Account[]): Map<string, string[]> {
  const localparts = new Map<string, string[]>()
  for (const { domain, localpart } of accounts) {
    localparts.set(domain, [...(localparts.get(domain) ?? []), localpart])
  }
  return localparts
}
