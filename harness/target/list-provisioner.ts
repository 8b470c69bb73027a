import type { Account, Provisioner } from '../core/account.ts'
import { type Duration, formatDuration, seconds } from '../core/duration.ts'
import { InconclusiveError } from '../core/errors.ts'
import { parseJid } from '../core/jid.ts'

/** Verifications hold their accounts for seconds at most. */
const PATIENCE = seconds(30)

interface Borrower {
  readonly count: number
  readonly domain: string
  readonly lend: (accounts: Account[]) => void
}

/**
 * Accounts that exist already, lent out: on a server where none can be made. They keep their own
 * localparts and whatever the server kept for them. Who finds too few free waits for others to give
 * theirs back, in the order of asking.
 * @throws InconclusiveError where the list is too short, or nobody gives any back in time
 */
export function listProvisioner(
  listed: readonly { readonly jid: string; readonly password: string }[],
  patience: Duration = PATIENCE,
): Provisioner {
  const free = listed.map(({ jid, password }): Account => {
    const { localpart = '', domainpart } = parseJid(jid)
    return { localpart, domain: domainpart, bareJid: jid, password }
  })
  const all = [...free]
  const waiting: Borrower[] = []

  function lendToWhoWaits(): void {
    for (const borrower of [...waiting]) {
      const fitting = free.filter(({ domain }) => domain === borrower.domain).slice(0, borrower.count)
      if (fitting.length < borrower.count) return
      for (const account of fitting) free.splice(free.indexOf(account), 1)
      waiting.splice(waiting.indexOf(borrower), 1)
      borrower.lend(fitting)
    }
  }

  return {
    async create({ length: count }, domain) {
      const there = all.filter((account) => account.domain === domain).length
      if (there < count) {
        throw new InconclusiveError(
          `Expected ${count} accounts of ${domain} on a worker's share of the list, found ${there}: list more of them.`,
        )
      }
      return new Promise((resolve, reject) => {
        const borrower: Borrower = {
          count,
          domain,
          lend: (accounts) => {
            clearTimeout(timer)
            resolve(accounts)
          },
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(borrower), 1)
          reject(
            new InconclusiveError(
              `Expected ${count} free accounts of ${domain} within ${formatDuration(patience)}, but others hold too many of the ${there} on this worker's share of the list: list more of them.`,
            ),
          )
        }, patience)
        waiting.push(borrower)
        lendToWhoWaits()
      })
    },
    async remove(accounts) {
      free.push(...accounts)
      lendToWhoWaits()
    },
    async close() {},
  }
}
