import { describe, expect, test } from 'vitest'
import { NS } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import { componentDigest } from '../wire/component-digest.ts'
import type { PeerConnection } from '../wire/scripted-peer.ts'
import { xml } from '../wire/xml.ts'
import { Peer } from './peer.ts'
import { FROM_SERVER, streamTo } from './scripted-server.ts'

/** Lets a component in by its handshake, then does as the script says. */
function server(script: (connection: PeerConnection) => Promise<void> | void, secret = 'shared') {
  return async (connection: PeerConnection) => {
    await connection.header()
    connection.send(FROM_SERVER.replace(NS.client, NS.component))
    const handshake = await connection.element()
    if (handshake.text() !== componentDigest('1', secret)) {
      connection.send(`<stream:error><not-authorized xmlns='${NS.streamErrors}'/></stream:error>`)
      connection.socket.end()
      return
    }
    connection.send('<handshake/>')
    await script(connection)
  }
}

async function join(
  script: (connection: PeerConnection) => Promise<void> | void,
  secret?: string,
): Promise<Peer> {
  const stream = await streamTo(server(script, secret))
  return Peer.join(stream, {
    secret: 'shared',
    jid: 'nurse@far.test/peer',
    server: 'chat.test',
    patience: 2000,
  })
}

describe('a peer', () => {
  test('joins by the handshake of a component, and hears what is routed to it', async () => {
    const peer = await join((connection) => connection.send("<message to='nurse@far.test' id='1'/>"))
    expect((await peer.next({ id: '1' })).ns).toBe(NS.component)
    expect([peer.jid, peer.bareJid]).toEqual(['nurse@far.test/peer', 'nurse@far.test'])
  })

  test('hears nothing that is for another user of its domain', async () => {
    const peer = await join((connection) => {
      connection.send("<presence to='paris@far.test' type='unavailable' id='1'/>")
      connection.send(
        "<presence to='far.test' id='2'/><presence id='3'/><presence to='nurse@far.test' id='4'/>",
      )
    })
    await peer.next({ id: '4' })
    expect(peer.inbox.map(({ element }) => element.id)).toEqual(['2', '3', '4'])
  })

  test('that is not let in is inconclusive', async () => {
    const attempt = join(() => {}, 'another')
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(
      /^could not prepare the component far\.test:\nexpected {2}<handshake\/>.*<not-authorized/s,
    )
  })

  test('says from whom its stanzas are, as a server of its own would', async () => {
    const seen: (string | undefined)[] = []
    const peer = await join(async (connection) => {
      for (let count = 0; count < 4; count++) seen.push((await connection.element()).from)
      connection.send('<done/>')
    })
    peer.send(xml`<message/>`)
    peer.send(xml`<presence/>`)
    peer.send(xml`<presence type='subscribe'/>`)
    peer.send(xml`<message from='other@far.test'/>`)
    await peer.next({ name: 'done' })
    expect(seen).toEqual(['nurse@far.test/peer', 'nurse@far.test/peer', 'nurse@far.test', 'other@far.test'])
  })

  test('makes its round trip by a ping to the server', async () => {
    const peer = await join(async (connection) => {
      const ping = await connection.element()
      expect([ping.to, ping.from]).toEqual(['chat.test', 'nurse@far.test/peer'])
      connection.send("<message id='before'/>", `<iq type='result' id='${ping.id}'/>`)
    })
    expect((await peer.roundTrip()).map(({ element }) => element.id)).toEqual(['before'])
  })
})
