import { describe, expect, onTestFinished, test } from 'vitest'
import { type Element, NS } from '../core/element.ts'
import { CannotRunError } from '../core/errors.ts'
import { createAuthorityKey } from '../wire/certificates.ts'
import { type Script, scriptedPeer } from '../wire/scripted-peer.ts'
import { xml } from '../wire/xml.ts'
import { discover } from './discover.ts'
import { admit } from './scripted-federation.ts'
import { DOMAIN, FROM_SERVER, type InPlace, type ScriptedServer, scriptedServer } from './scripted-server.ts'

async function serverThat(inPlace?: InPlace, beforeLogin?: string): Promise<ScriptedServer> {
  const server = await scriptedServer(inPlace, beforeLogin)
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}

/** Answers a query for an address in a namespace with these children. */
function answers(table: Readonly<Record<string, readonly Element[]>>): InPlace {
  return (said) => {
    const query = said.child('query')
    const children = table[`${said.to ?? ''} ${query?.ns}`]
    if (query === undefined || children === undefined) return undefined
    return [xml`<iq type='result' id='${said.id ?? ''}'>${query.withChildren(children)}</iq>`]
  }
}

const feature = (name: string) => xml`<feature xmlns='${NS.discoInfo}' var='${name}'/>`
const item = (jid: string) => xml`<item xmlns='${NS.discoItems}' jid='${jid}'/>`

/** Lets one in and out of a room, and confirms its configuration. */
function inRoom(said: Element): Element[] | undefined {
  if (!said.to?.includes('@muc.')) return undefined
  if (said.is('presence')) return [said.withAttrs({ from: said.to, to: undefined })]
  return [xml`<iq type='result' id='${said.id ?? ''}'/>`]
}

describe('a server', () => {
  test('that offers nothing more has STARTTLS and its SASL mechanisms', async () => {
    const { target, provisioner } = await serverThat()
    const found = await discover(target, provisioner)
    expect(found.capabilities).toEqual(['sasl-scram-sha-1', 'starttls'])
    expect(found.hosts).toEqual([{ domain: DOMAIN, mechanisms: ['SCRAM-SHA-1'] }])
    expect(found.services).toEqual({})
    expect(provisioner.removed.map(({ localpart }) => localpart)).toEqual([
      expect.stringMatching(/^discovery-/),
    ])
  })

  test.each([
    ['lets a certified peer in', true],
    ['offers it no way in', false],
  ])('that %s federates: %s', async (_, federates) => {
    const { target, provisioner, authority } = await serverThat()
    const own = await authority.issue([DOMAIN])
    const key = await createAuthorityKey()
    const servers = await scriptedPeer(async (connection) => {
      await admit(connection, own, key, federates ? undefined : '')
    })
    onTestFinished(() => servers[Symbol.asyncDispose]())
    const both = { ...target, endpoints: { ...target.endpoints, s2s: servers.endpoint } }
    const { capabilities } = await discover(both, provisioner, key)
    expect(capabilities.includes('federation')).toBe(federates)
  })

  test('has the hosts for strangers that it was said to have, if it serves them', async () => {
    const { target, provisioner } = await serverThat()
    const services = { 'open-registration': DOMAIN, 'limited-registration': `limited.${DOMAIN}` }
    const found = await discover({ ...target, services }, provisioner)
    expect(found.services).toEqual({ 'open-registration': DOMAIN })
    expect(found.capabilities).toContain('open-registration')
    expect(found.capabilities).not.toContain('limited-registration')
  })

  test('that lets the invited register says so before they log in', async () => {
    const { target, provisioner } = await serverThat(undefined, "<register xmlns='urn:xmpp:ibr-token:0'/>")
    const found = await discover(target, provisioner)
    expect(found.capabilities).toEqual(['invite-registration', 'sasl-scram-sha-1', 'starttls'])
  })

  test('is asked for features, services and its name', async () => {
    const { target, provisioner } = await serverThat(
      (said, ...rest) =>
        answers({
          [`${DOMAIN} ${NS.discoInfo}`]: [feature('urn:xmpp:blocking'), feature('urn:x:unknown')],
          [`${DOMAIN} ${NS.discoItems}`]: [
            item(`muc.${DOMAIN}`),
            item(`rooms.${DOMAIN}`),
            item(`gone.${DOMAIN}`),
            xml`<item xmlns='${NS.discoItems}'/>`,
          ],
          [`muc.${DOMAIN} ${NS.discoInfo}`]: [feature('http://jabber.org/protocol/muc')],
          [`${/^discovery-\w+@muc/.test(said.to ?? '') ? said.to : '?'} ${NS.discoInfo}`]: [
            feature('urn:xmpp:occupant-id:0'),
          ],
          [`rooms.${DOMAIN} ${NS.discoInfo}`]: [feature('http://jabber.org/protocol/muc')],
          [`${said.to} jabber:iq:version`]: [
            xml`<name xmlns='jabber:iq:version'>Scripted</name>`,
            xml`<version xmlns='jabber:iq:version'>2</version>`,
          ],
          [`${/^discovery-[^@]+@chat/.test(said.to ?? '') ? said.to : '?'} ${NS.discoInfo}`]: [
            feature('urn:xmpp:mam:2'),
            xml`<identity xmlns='${NS.discoInfo}' category='pubsub' type='pep'/>`,
          ],
        })(said, ...rest) ??
        inRoom(said) ??
        (said.to === `gone.${DOMAIN}` ? [xml`<iq type='error' id='${said.id ?? ''}'/>`] : undefined),
    )
    const found = await discover(target, provisioner)
    expect(found.capabilities).toEqual([
      'blocking',
      'mam',
      'muc',
      'muc-occupant-id',
      'pep',
      'sasl-scram-sha-1',
      'starttls',
    ])
    expect(found.services).toEqual({ muc: `muc.${DOMAIN}` })
    expect(found.software).toEqual({ name: 'Scripted', version: '2' })
  })
})

test('a service that makes no room for the one who asks offers nothing in rooms', async () => {
  const { target, provisioner } = await serverThat(
    (said, ...rest) =>
      answers({
        [`${DOMAIN} ${NS.discoItems}`]: [item(`muc.${DOMAIN}`)],
        [`muc.${DOMAIN} ${NS.discoInfo}`]: [feature('http://jabber.org/protocol/muc')],
        [`${/^discovery-\w+@muc/.test(said.to ?? '') ? said.to : '?'} ${NS.discoInfo}`]: [
          feature('urn:xmpp:occupant-id:0'),
        ],
      })(said, ...rest) ?? inRoom(said)?.map((answer) => answer.withAttrs({ type: 'error' })),
  )
  const found = await discover(target, provisioner)
  expect(found.capabilities).toEqual(['muc', 'sasl-scram-sha-1', 'starttls'])
})

describe('a server that cannot be asked', () => {
  async function refusal(script: Script): Promise<CannotRunError> {
    const { target, provisioner } = await serverThat()
    const peer = await scriptedPeer(script)
    onTestFinished(() => peer[Symbol.asyncDispose]())
    const attempt = discover({ ...target, endpoints: { c2s: peer.endpoint } }, provisioner)
    await expect(attempt).rejects.toThrow(CannotRunError)
    return attempt.then(
      () => new CannotRunError(''),
      (error: CannotRunError) => error,
    )
  }

  test.each<[string, Script, RegExp]>([
    [
      'closes at once',
      (client) => void client.socket.end(),
      /expected {2}a stream header at discovery within 5000 ms; heard .*connection closed by the server$/,
    ],
    [
      'sends garbage',
      async (client) => {
        client.send('HTTP/1.1 400 Bad Request\r\n\r\n')
        await client.header()
        client.socket.end()
      },
      /heard .*HTTP\/1\.1 400 Bad Request; \[not well-formed: .*\]; .*connection closed by the server$/,
    ],
    [
      'answers STARTTLS with nonsense',
      async (client) => {
        await client.header()
        client.send(
          FROM_SERVER,
          "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
        )
        await client.element()
        client.send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        client.restart()
        await client.bytes(200)
        client.send('hello\r\n')
      },
      /expected a TLS handshake for chat\.test, got: .*(SSL|wrong version)/,
    ],
  ])('because it %s is named, in one sentence', async (_, script, why) => {
    const { message } = await refusal(script)
    expect(message).toMatch(/^chat\.test at 127\.0\.0\.1:\d+ could not be asked what it offers: /)
    expect(message).toMatch(why)
    expect(message).not.toContain('\n')
  })

  test('because its certificate is not trusted is named', async () => {
    const [{ target, provisioner }, other] = [await serverThat(), await serverThat()]
    const attempt = discover({ ...target, trust: other.target.trust }, provisioner)
    await expect(attempt).rejects.toThrow(CannotRunError)
    await expect(attempt).rejects.toThrow(
      /expected a TLS handshake for chat\.test, got: .*(certificate|signature)/,
    )
  })

  test('because it refuses every login is named, and the account is removed', async () => {
    const { target, provisioner } = await serverThat((said) =>
      said.is('auth') ? [`<failure xmlns='${NS.sasl}'><temporary-auth-failure/></failure>`] : undefined,
    )
    await expect(discover(target, provisioner)).rejects.toThrow(
      /could not be asked what it offers: expected SCRAM-SHA-1 to succeed, got <failure .*<temporary-auth-failure\/>/,
    )
    expect(provisioner.removed).toHaveLength(1)
  })

  test('because its direct TLS port does not answer is named', async () => {
    const { target, provisioner } = await serverThat()
    const closing = await scriptedPeer((client) => void client.socket.end())
    onTestFinished(() => closing[Symbol.asyncDispose]())
    const both = { ...target, endpoints: { ...target.endpoints, c2sDirectTls: closing.endpoint } }
    await expect(discover(both, provisioner)).rejects.toThrow(
      /could not be asked what it offers: expected a TLS handshake for chat\.test, /,
    )
  })
})
