import type { Account, Provisioner } from '../core/account.ts'
import { InconclusiveError } from '../core/errors.ts'
import { parseJid } from '../core/jid.ts'

/**
 * Accounts that exist already, lent out: on a server where none can be made. They keep their own
 * localparts and whatever the server kept for them.
 */
export function listProvisioner(
  listed: readonly { readonly jid: string; readonly password: string }[],
): Provisioner {
  const free = listed.map(({ jid, password }): Account => {
    const { localpart = '', domainpart } = parseJid(jid)
    return { localpart, domain: domainpart, bareJid: jid, password }
  })
  return {
    async create(localparts, domain) {
      const fitting = free.filter((account) => account.domain === domain)
      if (fitting.length < localparts.length) {
        throw new InconclusiveError(
          `Expected ${localparts.length} free accounts of ${domain} on the list, found ${fitting.length}: list more of them.`,
        )
      }
      const lent = fitting.slice(0, localparts.length)
      for (const account of lent) free.splice(free.indexOf(account), 1)
      return lent
    },
    async remove(accounts) {
      free.push(...accounts)
    },
    async close() {},
  }
}
