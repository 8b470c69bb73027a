/** Accounts made by an administrator's ad-hoc commands (XEP-0133 §4.1, §4.2): a few dozen a second. */
import { randomBytes } from 'node:crypto'
import type { Account, Provisioner } from '../core/account.ts'
import type { Element } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import { parseJid } from '../core/jid.ts'
import { xml } from '../wire/xml.ts'
import type { Asker, XmppAccess } from './xmpp-access.ts'

const COMMANDS = 'http://jabber.org/protocol/commands'
const ADMIN = 'http://jabber.org/protocol/admin'

export function adhocProvisioner(
  admin: { readonly jid: string; readonly password: string },
  xmpp: XmppAccess,
): Provisioner {
  const password = randomBytes(12).toString('base64url')
  const { localpart = '', domainpart } = parseJid(admin.jid)
  const account = { localpart, domain: domainpart, bareJid: admin.jid, password: admin.password }
  let session: Promise<Asker> | undefined

  async function command(node: string, domain: string, fields: readonly Element[]): Promise<void> {
    session ??= xmpp.login(account)
    const asker = await session
    const form = await asker.ask(
      xml`<iq type='set' to='${domain}'>
        <command xmlns='${COMMANDS}' node='${`${ADMIN}#${node}`}' action='execute'/>
      </iq>`,
    )
    const sessionId = form.child('command', COMMANDS)?.attrs['sessionid']
    if (sessionId === undefined) throw refused(node, domain, form)
    const answer = await asker.ask(
      xml`<iq type='set' to='${domain}'>
        <command xmlns='${COMMANDS}' node='${`${ADMIN}#${node}`}' sessionid='${sessionId}'>
          <x xmlns='jabber:x:data' type='submit'>
            <field var='FORM_TYPE' type='hidden'><value>${ADMIN}</value></field>
            ${fields}
          </x>
        </command>
      </iq>`,
    )
    const notes = answer.child('command', COMMANDS)?.childrenNamed('note') ?? []
    const failed = notes.some(({ attrs }) => attrs['type'] === 'error')
    if (answer.type !== 'result' || failed) throw refused(node, domain, answer)
  }

  return {
    async create(localparts, domain) {
      const accounts = localparts.map(
        (name): Account => ({
          localpart: name,
          domain,
          bareJid: `${name}@${domain}`,
          password,
        }),
      )
      for (const { bareJid } of accounts) {
        await command('add-user', domain, [
          field('accountjid', [bareJid]),
          field('password', [password]),
          field('password-verify', [password]),
        ])
      }
      return accounts
    },
    async remove(accounts) {
      for (const [domain, jids] of jidsByDomain(accounts)) {
        await command('delete-user', domain, [field('accountjids', jids)])
      }
    },
    async close() {
      if (session !== undefined) await (await session).close()
    },
  }
}

function field(name: string, values: readonly string[]): Element {
  return xml`<field xmlns='jabber:x:data' var='${name}'>${values.map((value) => xml`<value xmlns='jabber:x:data'>${value}</value>`)}</field>`
}

function jidsByDomain(accounts: readonly Account[]): Map<string, string[]> {
  const jids = new Map<string, string[]>()
  for (const { domain, bareJid } of accounts) jids.set(domain, [...(jids.get(domain) ?? []), bareJid])
  return jids
}

function refused(node: string, domain: string, answer: Element): InconclusiveError {
  return new InconclusiveError(
    `Expected ${domain} to carry out ${node} for the administrator (XEP-0133), got ${answer}`,
  )
}
