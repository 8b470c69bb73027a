import { beforeAll, describe, expect, test } from 'vitest'
import { NS } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import { type Authority, createAuthority, type ServerCertificate } from '../wire/certificates.ts'
import type { PeerConnection } from '../wire/scripted-peer.ts'
import { xml } from '../wire/xml.ts'
import { external, PeerServer } from './peer-server.ts'
import { type Admitted, admit } from './scripted-federation.ts'
import { DOMAIN, streamTo } from './scripted-server.ts'

let authority: Authority
let own: ServerCertificate
beforeAll(async () => {
  authority = await createAuthority()
  own = await authority.issue([DOMAIN])
})

async function join(
  script: (connection: PeerConnection, admitted: Admitted) => Promise<void> | void,
  offer?: string,
): Promise<PeerServer> {
  const stream = await streamTo(async (connection) => {
    await script(connection, await admit(connection, own, authority, offer))
  })
  return PeerServer.join(stream, {
    domain: 'far.test',
    server: DOMAIN,
    caPem: authority.caPem,
    certificate: await authority.issue(['far.test']),
    patience: 2000,
  })
}

describe('another server', () => {
  test('joins by the certificate for its domain', async () => {
    let seen: Admitted | undefined
    const peer = await join((connection, admitted) => {
      seen = admitted
      connection.send("<message to='nurse@far.test' id='1'/>")
    })
    await peer.user('nurse').next({ id: '1' })
    expect(seen).toEqual({
      subject: 'CN=far.test',
      trusted: true,
      identity: Buffer.from('far.test').toString('base64'),
    })
  })

  test('has users who hear what is for them, and say from whom they send', async () => {
    const peer = await join(async (connection) => {
      const sent = await connection.element()
      connection.send(
        "<message to='paris@far.test' id='1'/>",
        `<message to='nurse@far.test' id='2' type='${sent.from}'/>`,
      )
    })
    const [nurse, paris] = [peer.user('nurse'), peer.user('paris')]
    nurse.send(xml`<message/>`)
    expect((await nurse.next({ id: '2' })).type).toBe('nurse@far.test/peer')
    expect(nurse.inbox).toHaveLength(1)
    expect(paris.inbox.map(({ element }) => element.id)).toEqual(['1'])
  })

  test.each([
    [`<bidi xmlns='urn:xmpp:features:bidi'/>`, /^expected EXTERNAL for a certified peer, offered: /],
    [
      `<mechanisms xmlns='${NS.sasl}'><mechanism>EXTERNAL</mechanism></mechanisms>`,
      /^expected streams in both directions \(XEP-0288\), offered: /,
    ],
  ])('that is offered %s alone is inconclusive', async (offer, message) => {
    const attempt = join(() => {}, offer)
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(message)
  })
})

test('an empty identity is written as a single equals sign', () => {
  expect([external('far.test').text(), external('').text()]).toEqual(['ZmFyLnRlc3Q=', '='])
})
