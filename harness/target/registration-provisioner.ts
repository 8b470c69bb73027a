/** Accounts that register themselves (XEP-0077 §3.1) and cancel their registration again (§3.2). */
import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import type { Provisioner } from '../core/account.ts'
import type { Element } from '../core/element.ts'
import { InconclusiveError, NotAuthorizedError } from '../core/errors.ts'
import { xml } from '../wire/xml.ts'
import type { Asker, XmppAccess } from './xmpp-access.ts'

const STREAMS_AT_ONCE = 8

export function registrationProvisioner(xmpp: XmppAccess): Provisioner {
  const password = randomBytes(12).toString('base64url')
  const limit = pLimit(STREAMS_AT_ONCE)

  return {
    create(localparts, domain) {
      return limit.map(localparts, async (localpart) => {
        const query = xml`<iq type='set' to='${domain}'>
          <query xmlns='jabber:iq:register'>
            <username>${localpart}</username>
            <password>${password}</password>
          </query>
        </iq>`
        await askOnce(xmpp.connect(domain), query, `${domain} to register ${localpart} (XEP-0077)`)
        return { localpart, domain, bareJid: `${localpart}@${domain}`, password }
      })
    },
    async remove(accounts) {
      const query = xml`<iq type='set'><query xmlns='jabber:iq:register'><remove/></query></iq>`
      await limit.map([...accounts], async (account) => {
        const stream = xmpp.login(account)
        if (await isGone(stream)) return
        await askOnce(stream, query, `the registration of ${account.bareJid} to be cancelled`)
      })
    },
    async close() {},
  }
}

/** Whoever was lent the account may have deleted it, or given it a password that nobody here knows: nothing is left to do. */
async function isGone(login: Promise<Asker>): Promise<boolean> {
  try {
    await login
    return false
  } catch (error) {
    if (error instanceof NotAuthorizedError) return true
    throw error
  }
}

async function askOnce(stream: Promise<Asker>, iq: Element, expected: string): Promise<void> {
  const asker = await stream
  try {
    const answer = await asker.ask(iq)
    if (answer.type !== 'result') throw new InconclusiveError(`Expected ${expected}, got ${answer}`)
  } finally {
    await asker.close()
  }
}
