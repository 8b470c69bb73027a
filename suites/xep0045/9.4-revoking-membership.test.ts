import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('9.4/confirms', 'mercutio was a member, and romeo revokes that', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [mercutio, nurse] = await stage.accounts.create('mercutio', 'nurse')
  await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
  await room.administer(romeo, { affiliation: 'member', jid: nurse.bareJid })
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='none' jid='${mercutio.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
  const items = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(items.map(({ attrs }) => attrs['jid'])).toEqual([nurse.bareJid])
})

verify('9.4/announces', 'romeo revokes the membership of juliet in an open room', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  await room.administer(romeo, { affiliation: 'none', jid: juliet.bareJid })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('juliet')}' to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
        </presence>`,
    )
    expect(heard.by(session)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
  }
})

verify(
  '9.4/removes-from-members-only',
  'romeo revokes the membership of juliet, who is in a members-only room with mercutio',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
    const clients = await stage.accounts.create('juliet', 'mercutio')
    const [juliet, mercutio] = [await clients[0].login(), await clients[1].login()]
    for (const [session, nick] of [
      [juliet, 'juliet'],
      [mercutio, 'mercutio'],
    ] as const) {
      await room.administer(romeo, { affiliation: 'member', jid: session.bareJid })
      await room.enter(session, nick)
    }
    await room.administer(romeo, { affiliation: 'none', jid: juliet.bareJid })
    for (const session of [juliet, romeo, mercutio]) {
      const told = await session.next({
        name: 'presence',
        from: room.occupant('juliet'),
        type: 'unavailable',
      })
      expect(told).toFit(xml`
        <presence to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <item affiliation='none' role='none'/><status code='321'/>
          </x>
        </presence>`)
    }
  },
)

verify(
  '9.4/removes-at-once',
  'romeo revokes the membership of juliet, who is in a members-only room',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
    const [client] = await stage.accounts.create('juliet')
    const juliet = await client.login()
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    await room.enter(juliet, 'juliet')
    await stage.fence.throughRoom(romeo, room.jid, [romeo])
    await room.administer(romeo, { affiliation: 'none', jid: juliet.bareJid })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).toContainStanzas(1, { name: 'presence', from: room.occupant('juliet') })
    expect(heard.by(romeo)).toContainStanza({ from: room.occupant('juliet'), type: 'unavailable' })
  },
)
