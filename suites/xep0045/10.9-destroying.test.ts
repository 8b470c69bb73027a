import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, persistent] of [
  ['romeo destroys a temporary room and asks for it', '0'],
  ['romeo destroys a persistent room and asks for it', '1'],
] as const) {
  verify('10.9/owners-destroy', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_persistentroom': persistent })
    const answer = await romeo.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>
      </iq>`)
    expect(answer).toFit({ type: 'result', from: room.jid })
    const asked = await romeo.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(asked).toBeStanzaError(['item-not-found', 'gone'])
  })
}

verify('10.9/tells-each-once', 'romeo destroys the room where juliet and mercutio are', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>
    </iq>`)
  for (const [session, nick] of [
    [romeo, 'romeo'],
    [juliet, 'juliet'],
    [mercutio, 'mercutio'],
  ] as const) {
    await session.next({ name: 'presence', from: room.occupant(nick), type: 'unavailable' })
  }
  const heard = await stage.fence.after(romeo, [juliet, mercutio])
  for (const session of [juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(1, { name: 'presence', type: 'unavailable' })
  }
})

verify('10.9/says-that-it-was-destroyed', 'romeo gives no reason where juliet is', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>
    </iq>`)
  for (const [session, nick] of [
    [romeo, 'romeo'],
    [juliet, 'juliet'],
  ] as const) {
    const told = await session.next({ name: 'presence', from: room.occupant(nick), type: 'unavailable' })
    expect(told).toFit(xml`
      <presence><x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/><destroy/></x></presence>`)
  }
})

verify(
  '10.9/tells-reason-and-venue',
  'romeo gives a reason and another room where juliet is',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'>
        <destroy jid='mantua@${stage.service('muc')}'><reason>Banished</reason></destroy>
      </query>
    </iq>`)
    for (const [session, nick] of [
      [romeo, 'romeo'],
      [juliet, 'juliet'],
    ] as const) {
      const told = await session.next({ name: 'presence', from: room.occupant(nick), type: 'unavailable' })
      expect(told).toFit(xml`
      <presence>
        <x xmlns='http://jabber.org/protocol/muc#user'>
          <destroy jid='mantua@${stage.service('muc')}'><reason>Banished</reason></destroy>
        </x>
      </presence>`)
    }
  },
)

for (const [situation, affiliation] of [
  ['juliet, who has no affiliation, destroys the room', 'none'],
  ['juliet, an admin, destroys the room', 'admin'],
] as const) {
  verify('10.9/owners-alone-destroy', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { affiliation, jid: juliet.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>
      </iq>`)
    expect(answer).toBeStanzaError('forbidden')
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
  })
}
