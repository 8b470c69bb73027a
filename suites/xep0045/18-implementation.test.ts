import { conformance, Element, expect, NS, statusCodes, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const TRAFFIC = 'http://jabber.org/protocol/muc#traffic'

for (const [situation, affiliation] of [
  ['romeo makes juliet a member while she is not in the room', 'member'],
  ['romeo bans juliet while she is not in the room', 'outcast'],
] as const) {
  verify('18.1/tells-the-absent', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('juliet')
    const juliet = await client.login()
    await stage.fence.after(romeo, [juliet])
    await room.administer(romeo, { affiliation, jid: juliet.bareJid })
    const heard = (await stage.fence.after(romeo, [juliet])).by(juliet)
    const told = heard.stanzas.map(({ element }) => element).filter(({ from }) => from === room.jid)
    stage.observe(told.length === 0 ? 'the absent are told nothing' : 'the absent are told of affiliations')
    for (const message of told) expect(statusCodes(message), `codes of ${message}`).toContain('101')
  })
}

verify(
  '18.1.1/tells-what-may-pass',
  'romeo asks a room that has let an unknown extension pass',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    romeo.send(xml`
    <message to='${room.jid}' type='groupchat' id='extended'>
      <body>Soft!</body><light xmlns='urn:example:window'/>
    </message>`)
    const passed = await juliet.next({ name: 'message', id: 'extended' })
    const answer = await romeo.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}' node='${TRAFFIC}'/></iq>`,
    )
    if (passed.child('light', 'urn:example:window') === undefined) {
      stage.observe('a room lets some extensions pass alone')
      expect(answer).not.toFit(xml`
      <iq type='result'><query xmlns='${NS.discoInfo}'><feature var='urn:example:window'/></query></iq>`)
    } else expect(answer).toBeStanzaError(['feature-not-implemented', 'service-unavailable'])
  },
)

for (const condition of [
  'gone',
  'item-not-found',
  'recipient-unavailable',
  'redirect',
  'remote-server-not-found',
  'remote-server-timeout',
] as const) {
  verify('18.1.2/removes-ghosts', `the client of juliet answers with ${condition}`, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
    await juliet.next({ name: 'message', id: 'soft' })
    juliet.send(xml`
      <message to='${room.jid}' type='error' id='soft'>
        <error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>
      </message>`)
    await stage.fence.roundTrip(juliet)
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).toContainStanza({
      name: 'presence',
      from: room.occupant('juliet'),
      type: 'unavailable',
    })
  })
}
