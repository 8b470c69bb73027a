import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '9.1/bans-the-bare-jid',
  'mercutio was banned and comes back from another resource with another nickname',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const street = await client.login({ resource: 'street' })
    const tomb = await client.login({ resource: 'tomb' })
    await room.enter(street, 'mercutio')
    await room.administer(romeo, { affiliation: 'outcast', jid: client.bareJid })

    for (const [session, nick] of [
      [street, 'mercutio'],
      [tomb, 'benvolio'],
    ] as const) {
      const sent = session.send(room.entry(nick))
      expect(await session.next({ name: 'presence', id: sent.id })).toBeStanzaError('forbidden')
    }
  },
)

verify('9.1/confirms', 'romeo bans mercutio, who is not in the room', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [mercutio] = await stage.accounts.create('mercutio')
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='outcast' jid='${mercutio.bareJid}'><reason>A plague</reason></item>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })

  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast'/></query>
    </iq>`)
  expect(listed).toFit(xml`
    <iq type='result'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item jid='${mercutio.bareJid}'/></query>
    </iq>`)
})

verify('9.1/tells-the-banned', 'romeo bans mercutio, who is in the room', async (stage) => {
  const [room, romeo, mercutio] = await gather(stage, ['romeo', 'mercutio'])
  romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='outcast' jid='${mercutio.bareJid}'><reason>A plague</reason></item>
      </query>
    </iq>`)
  const told = await mercutio.next({ name: 'presence', from: room.occupant('mercutio'), type: 'unavailable' })
  expect(told).toFit(xml`
    <presence to='${mercutio.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <item affiliation='outcast' role='none'/><status code='110'/><status code='301'/>
      </x>
    </presence>`)
})

verify('9.1/tells-the-others', 'romeo bans mercutio where juliet is', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { affiliation: 'outcast', jid: mercutio.bareJid })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
  for (const session of [romeo, juliet]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('mercutio')}' to='${session.jid}' type='unavailable'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <item affiliation='outcast' role='none'/><status code='301'/>
          </x>
        </presence>`,
    )
  }
})

verify('9.1/protects-owners', 'juliet, an admin, bans the owner romeo', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'admin', jid: juliet.bareJid })
  const answer = await juliet.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='outcast' jid='${romeo.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toBeStanzaError('not-allowed')
  const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
})

for (const [situation, affiliation] of [
  ['juliet, an admin, bans herself', 'admin'],
  ['juliet, one of two owners, bans herself', 'owner'],
] as const) {
  verify('9.1/not-oneself', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { affiliation, jid: juliet.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='outcast' jid='${juliet.bareJid}'/>
        </query>
      </iq>`)
    expect(answer).toBeStanzaError('conflict')
  })
}
