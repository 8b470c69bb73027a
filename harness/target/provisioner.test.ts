/** Accounts made in each way, by a real server, and proved by logging in. */
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account, Provisioner } from '../core/account.ts'
import { type Element, NS } from '../core/element.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { exchange, originOf } from '../http/exchange.ts'
import { clientFinal, clientFirst, provesServer, type ScramHash } from '../wire/scram.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { findCommand } from './command.ts'
import { embedded } from './embedded.ts'
import type { RunningTarget } from './provider.ts'
import { provisionerFor } from './provisioner.ts'
import type { Asker, XmppAccess } from './xmpp-access.ts'

const hasApt = (await findCommand('apt-get')) !== undefined

describe.runIf(hasApt)('accounts', { timeout: 60_000 }, () => {
  let target: RunningTarget
  let xmpp: XmppAccess

  beforeAll(async () => {
    const settings = { PROSODY_ALLOW_REGISTRATION: 'true', PROSODY_LIMITS: 'off' }
    const { signal } = new AbortController()
    target = await embedded.start({ provider: 'embedded', settings }, () => undefined, signal)
    xmpp = accessTo(target.info)
  }, 180_000)
  afterAll(async () => {
    await target[Symbol.asyncDispose]()
  })

  function provisioner(by: 'sql' | 'adhoc' | 'registration'): Provisioner {
    const { jid: adminJid = '', password: adminPassword = '' } = target.access.admin ?? {}
    switch (by) {
      case 'sql':
        return provisionerFor(target.access.provisioning)
      case 'adhoc':
        return provisionerFor({ by, adminJid, adminPassword }, xmpp)
      case 'registration':
        return provisionerFor({ by }, xmpp)
    }
  }

  test.each(['sql', 'adhoc', 'registration'] as const)(
    'by %s can log in until they are removed',
    async (by) => {
      const made = provisioner(by)
      const accounts = await made.create([`romeo-${by}`, `juliet-${by}`], 'touchstone.test')
      expect(accounts.map(({ bareJid }) => bareJid)).toEqual([
        `romeo-${by}@touchstone.test`,
        `juliet-${by}@touchstone.test`,
      ])
      for (const account of accounts) await logsIn(account)

      await made.remove(accounts)
      for (const account of accounts) await expect(xmpp.login(account)).rejects.toThrow('not-authorized')
      await made.remove([])
      await made.close()
    },
  )

  test('by sql have bearer tokens that are worth what they say', async () => {
    const made = provisioner('sql')
    const [romeo, nurse] = await made.create(['romeo-token', 'nurse-token'], 'touchstone.test')
    const { tokens } = made
    if (romeo === undefined || nurse === undefined || tokens === undefined) throw new TypeError('no tokens')
    const url = `${originOf(target.info)}/admin_api/server/info`
    const status = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      return (await exchange(target.info, { method: 'GET', url, headers })).status
    }
    await tokens.assign(nurse, 'prosody:admin')
    const grant = { role: 'prosody:admin', lifetime: 60 }
    const token = await tokens.issue(nurse, grant)
    expect(await status(token)).toBe(200)
    expect(await status(await tokens.issue(nurse, { ...grant, lifetime: -60 }))).toBe(401)
    expect(await status(await tokens.issue(romeo, grant))).toBe(401)
    expect(await status(await tokens.issue(romeo, { role: 'prosody:registered', lifetime: 60 }))).toBe(403)
    await tokens.revoke(token)
    expect(await status(token)).toBe(401)
    await made.remove([romeo, nurse])
    await made.close()
  })

  test('by sql log in with SHA-256, too, on the host that keeps such keys', async () => {
    const made = provisioner('sql')
    const accounts = await made.create(['romeo'], 'sha256.touchstone.test')
    for (const account of accounts) await logsIn(account)
    await made.remove(accounts)
    await made.close()
  })

  test('by sql leave no row behind, and none of others is touched', async () => {
    const made = provisioner('sql')
    const [romeo, juliet] = await made.create(['romeo', 'juliet'], 'touchstone.test')
    if (romeo === undefined || juliet === undefined) throw new TypeError('two localparts make two accounts')
    for (const account of [romeo, juliet]) {
      const session = await xmpp.login(account)
      const item = xml`<iq type='set'>
        <query xmlns='jabber:iq:roster'><item jid='nurse@touchstone.test'/></query>
      </iq>`
      expect((await session.ask(item)).type).toBe('result')
      await session.close()
    }
    await made.remove([romeo])
    expect(await storesOf('romeo')).toEqual([])
    expect(await storesOf('juliet')).toEqual(expect.arrayContaining(['accounts', 'roster']))
    await made.remove([juliet])
    await made.close()
  })

  test('by sql are made at a thousand a second and more', async () => {
    const made = provisioner('sql')
    const began = performance.now()
    const accounts = await made.create(
      Array.from({ length: 2000 }, (_, index) => `user-${index}`),
      'touchstone.test',
    )
    expect(performance.now() - began).toBeLessThan(2000)
    await made.remove(accounts)
    await made.close()
  })

  test('by sql are not made twice', async () => {
    const made = provisioner('sql')
    const accounts = await made.create(['mercutio'], 'touchstone.test')
    await expect(made.create(['mercutio'], 'touchstone.test')).rejects.toThrow(/duplicate key/)
    await made.remove(accounts)
    await made.close()
  })

  test('on a host that is none are refused with the hosts there are', async () => {
    const made = provisioner('sql')
    await expect(made.create(['romeo'], 'elsewhere.test')).rejects.toThrow(
      'Expected a virtual host to make accounts on, one of touchstone.test, sha256.touchstone.test, got elsewhere.test.',
    )
    await made.close()
  })

  test.each(['adhoc', 'registration'] as const)(
    'that %s does not get show what the server said',
    async (by) => {
      const made = provisioner(by)
      const accounts = await made.create([`twice-${by}`], 'touchstone.test')
      await expect(made.create([`twice-${by}`], 'touchstone.test')).rejects.toThrow(
        /^Expected .*, got <iq .*/,
      )
      await made.remove(accounts)
      await made.close()
    },
  )

  async function logsIn(account: Account): Promise<void> {
    const session = await xmpp.login(account)
    expect((await session.ask(xml`<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>`)).type).toBe('result')
    await session.close()
  }

  async function storesOf(localpart: string): Promise<string[]> {
    const { provisioning } = target.access
    if (provisioning.by !== 'sql') throw new TypeError('the embedded server is provisioned by SQL')
    const client = new Client({ connectionString: provisioning.connectionString })
    await client.connect()
    const { rows } = await client.query('SELECT DISTINCT store FROM prosody WHERE "user" = $1', [localpart])
    await client.end()
    return rows.map(({ store }) => store)
  }
})

test('ways that need a login are refused where nobody can log in', () => {
  expect(() => provisionerFor({ by: 'registration' })).toThrow('TOUCHSTONE_ACCOUNTS')
})

/** Streams by hand: this folder may not use the sessions of the harness. */
function accessTo(info: TargetInfo): XmppAccess {
  async function connect(domain: string): Promise<{ stream: WireStream; features: Element }> {
    const { c2sDirectTls: endpoint } = info.endpoints
    if (endpoint === undefined) throw new TypeError('the embedded server has a port with direct TLS')
    const stream = await WireStream.connect({
      name: 'accounts',
      endpoint,
      transcript: new Transcript(),
      patience: 5_000,
    })
    await stream.secure({ serverName: domain, caPem: info.trust.caPem, alpn: ['xmpp-client'] })
    return { stream, features: await open(stream, domain) }
  }
  async function open(stream: WireStream, domain: string): Promise<Element> {
    stream.send(WireStream.header({ to: domain }))
    return stream.nextElement('features', (element) => element.is('features', NS.streams))
  }
  return {
    async connect(domain) {
      return asker((await connect(domain)).stream)
    },
    async login(account) {
      const { stream, features } = await connect(account.domain)
      const hash: ScramHash = features.toString().includes('SCRAM-SHA-256') ? 'SHA-256' : 'SHA-1'
      const start = clientFirst(account.localpart, { flag: 'n' })
      stream.send(xml`<auth xmlns='${NS.sasl}' mechanism='SCRAM-${hash}'>${encode(start.message)}</auth>`)
      const challenge = await stream.nextElement()
      if (challenge.name !== 'challenge') throw new Error(`no login: ${challenge}`)
      const finish = clientFinal(hash, account.password, start, decode(challenge.text()))
      stream.send(xml`<response xmlns='${NS.sasl}'>${encode(finish.message)}</response>`)
      const success = await stream.nextElement()
      if (success.name !== 'success') throw new Error(`no login: ${success}`)
      expect(provesServer(finish, decode(success.text()))).toBe(true)
      stream.restart()
      await open(stream, account.domain)
      const session = asker(stream)
      await session.ask(xml`<iq type='set'><bind xmlns='${NS.bind}'/></iq>`)
      return session
    },
  }
}

let asked = 0

function asker(stream: WireStream): Asker {
  return {
    ask(iq) {
      asked += 1
      const id = `ask-${asked}`
      stream.send(iq.withAttrs({ id }))
      return stream.nextElement(`the answer to ${id}`, (element) => element.id === id)
    },
    // The server ends the connection after it has written what it notes of the end of a session.
    async close() {
      stream.send('</stream:stream>')
      await stream.closed()
    },
  }
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
