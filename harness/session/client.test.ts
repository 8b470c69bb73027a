import { describe, expect, onTestFinished, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import { Transcript } from '../wire/transcript.ts'
import { Client } from './client.ts'
import { DOMAIN, type InPlace, type ScriptedServer, scriptedServer } from './scripted-server.ts'

const romeo = { localpart: 'romeo', domain: DOMAIN, bareJid: `romeo@${DOMAIN}`, password: 'secret' }

async function clientOf(
  inPlace?: InPlace,
  patience = 5000,
): Promise<{ client: Client; server: ScriptedServer; transcript: Transcript }> {
  const server = await scriptedServer(inPlace)
  onTestFinished(() => server[Symbol.asyncDispose]())
  const transcript = new Transcript()
  const { target } = server
  return { client: new Client(romeo, { target, transcript, patience, track: () => {} }), server, transcript }
}

describe('connect', () => {
  test('binds a resource under TLS and sends no presence', async () => {
    const { client, server } = await clientOf()
    const session = await client.connect({ resource: 'orchard' })
    expect(session.jid).toBe(`romeo@${DOMAIN}/orchard`)
    expect(session.name).toBe('romeo/orchard')
    expect(session.stream.tls?.authorized).toBe(true)
    expect(client.sessions).toEqual([session])
    await session.roundTrip()
    expect(server.connections[0]?.text).not.toContain('<presence')
  })

  test("takes the server's choice of a resource", async () => {
    const { client } = await clientOf()
    const session = await client.connect()
    expect(session.resource).toMatch(/^[0-9a-f]{8}$/)
    expect(session.name).toBe('romeo/(any)')
  })

  test.each<[string, InPlace, RegExp]>([
    [
      'refuses the login',
      (said) =>
        said.is('auth')
          ? ["<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>"]
          : undefined,
      /^expected SCRAM-SHA-1 to succeed, got <failure .*<not-authorized\/>/,
    ],
    [
      'challenges with nonsense',
      (said) => (said.is('auth') ? [new Element('challenge', NS.sasl, {}, ['????'])] : undefined),
      /^expected a SCRAM challenge with a nonce/,
    ],
    [
      'refuses the resource',
      (said) =>
        said.child('bind') ? [new Element('iq', NS.client, { type: 'error', id: 'bind' })] : undefined,
      /^expected a bound resource, got <iq xmlns='jabber:client' type='error' id='bind'\/>/,
    ],
    [
      'hangs up',
      (said) => (said.is('starttls') ? 'hang up' : undefined),
      /^could not prepare STARTTLS:\nexpected {2}<proceed\/> at romeo\/\(any\) within 5000 ms\nheard .*closed by the server/s,
    ],
  ])('of a server that %s is inconclusive', async (_, inPlace, why) => {
    const { client } = await clientOf(inPlace)
    const attempt = client.connect()
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(why)
    expect(client.sessions).toEqual([])
  })

  test('is inconclusive when the server does not prove that it knows the password', async () => {
    const { server, transcript } = await clientOf()
    const wrong = new Client(
      { ...romeo, password: 'guess' },
      { target: server.target, transcript, patience: 5000, track: () => {} },
    )
    await expect(wrong.connect()).rejects.toThrow(
      "SCRAM-SHA-1: the server's signature does not prove that it knows the account",
    )
  })
})

describe('login', () => {
  test('asks for the roster and sends presence in one go', async () => {
    const said: string[] = []
    const { client } = await clientOf((element) => {
      if (element.child('query', NS.roster) === undefined) {
        said.push(element.name)
        return undefined
      }
      said.push('roster')
      // The roster is answered when presence has come: a client that waited for it would wait in vain.
      return []
    }, 300)
    await expect(client.login()).rejects.toThrow(/could not prepare the presence of romeo\/\(any\)/)
    expect(said.slice(-2)).toEqual(['roster', 'presence'])
  })

  test('makes the resource available, with the priority that is given', async () => {
    const { client, server } = await clientOf()
    await client.login({ resource: 'orchard', priority: -1 })
    await client.login()
    expect(server.connections[0]?.text).toMatch(/<presence id='[^']+'><priority>-1<\/priority><\/presence>/)
    expect(server.connections[1]?.text).toMatch(/<presence id='[^']+'\/>/)
  })

  test('resolves when all that presence causes has arrived, and the next fence is about what comes then', async () => {
    const { client } = await clientOf((said) =>
      said.is('presence')
        ? [
            said.withAttrs({ from: `romeo@${DOMAIN}/orchard` }),
            new Element('message', NS.client, { id: 'kept' }),
          ]
        : undefined,
    )
    const session = await client.login({ resource: 'orchard' })
    expect(session.inbox.map(({ element }) => element.id)).toContain('kept')
    expect(await session.roundTrip()).toEqual([])
  })

  test('that the server does not reflect is inconclusive', async () => {
    const { client } = await clientOf((said) => (said.is('presence') ? [] : undefined), 300)
    await expect(client.login({ resource: 'orchard' })).rejects.toThrow(
      /^could not prepare the presence of romeo\/orchard:\nexpected {2}<presence from='romeo@chat\.test\/orchard' .* within 300 ms/,
    )
  })
})
