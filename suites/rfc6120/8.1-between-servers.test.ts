import { conformance, type Element, expect, type PeerServer, type Stage } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

/** A peer that sends this, D standing for its own domain and S for that of the server; and what it is told. */
async function sentByPeer(
  { servers, target }: Stage,
  stanza: string,
): Promise<{ peer: PeerServer; answer: Element }> {
  const peer = await servers.join()
  peer.stream.send(stanza.replaceAll('D', peer.domain).replaceAll('S', target.domain))
  return { peer, answer: await peer.stream.nextElement('what becomes of it') }
}

async function hasEnded({ stream }: PeerServer): Promise<void> {
  expect((await stream.closed()).map(({ kind }) => kind)).toEqual(['close', 'end'])
}

for (const [situation, stanza] of [
  ['a message without to', "<message from='mercutio@D'><body>A plague!</body></message>"],
  ['presence without to', "<presence from='mercutio@D/street'/>"],
  ['a request without to', "<iq from='mercutio@D' type='get' id='q'><ping xmlns='urn:xmpp:ping'/></iq>"],
  ['a message to what is no address', "<message from='mercutio@D' to='@S'><body>A plague!</body></message>"],
] as const) {
  verify('8.1.1.2/closes-on-a-stanza-to-nobody', situation, async (stage) => {
    const { peer, answer } = await sentByPeer(stage, stanza)

    expect(answer).toBeStreamError('improper-addressing')
    await hasEnded(peer)
  })
}

for (const [situation, stanza] of [
  [
    'a message to a third domain',
    "<message from='mercutio@D' to='paris@paris.invalid'><body>O!</body></message>",
  ],
  ['presence to a third domain', "<presence from='mercutio@D/street' to='paris@paris.invalid'/>"],
  [
    'a request to its own domain',
    "<iq from='mercutio@D' to='D' type='get' id='q'><ping xmlns='urn:xmpp:ping'/></iq>",
  ],
] as const) {
  verify('8.1.1.2/closes-on-a-stanza-to-elsewhere', situation, async (stage) => {
    const { peer, answer } = await sentByPeer(stage, stanza)

    expect(answer).toBeStreamError(['host-unknown', 'host-gone'])
    await hasEnded(peer)
  })
}

for (const [situation, stanza] of [
  ['a message without from', "<message to='S'><body>A plague!</body></message>"],
  ['presence without from', "<presence to='romeo@S'/>"],
] as const) {
  verify('8.1.2.2/closes-on-a-stanza-from-nobody', situation, async (stage) => {
    const { peer, answer } = await sentByPeer(stage, stanza)

    expect(answer).toBeStreamError('improper-addressing')
    await hasEnded(peer)
  })
}

verify('8.1.2.2/invalid-from-for-another-domain', 'a message', async (stage) => {
  const { peer, answer } = await sentByPeer(
    stage,
    "<message from='paris@paris.invalid' to='S'><body>O!</body></message>",
  )

  expect(answer).toBeStreamError('invalid-from')
  await hasEnded(peer)
})

for (const [situation, from] of [
  ['a message in the name of a third domain', 'paris@paris.invalid/street'],
  ['a message in the name of the server', 'S'],
  ['a message in the name of a domain below its own', 'mercutio@street.D'],
] as const) {
  verify(
    '8.1.2.2/delivers-nothing-of-another-domain',
    situation,
    async ({ accounts, fence, servers, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const { stream, domain } = await servers.join()
      const forged = from.replace(/\bD$/, domain).replace(/\bS$/, target.domain)

      stream.send(`<message from='${forged}' to='${orchard.jid}' id='forged'><body>O!</body></message>`)

      await stream.closed()
      const heard = await fence.roundTrip(orchard)
      expect(heard.by(orchard)).not.toContainStanza({ id: 'forged' })
    },
  )
}
