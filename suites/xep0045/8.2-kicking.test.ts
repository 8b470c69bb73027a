import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('8.2/tells-the-kicked', 'romeo, a moderator, kicks mercutio with a reason', async (stage) => {
  const [room, romeo, mercutio] = await gather(stage, ['romeo', 'mercutio'])
  romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item nick='mercutio' role='none'><reason>A plague</reason></item>
      </query>
    </iq>`)
  const told = await mercutio.next({ name: 'presence', from: room.occupant('mercutio'), type: 'unavailable' })
  expect(told).toFit(xml`
    <presence to='${mercutio.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <item affiliation='none' role='none'/><status code='110'/><status code='307'/>
      </x>
    </presence>`)
  const item = told.child('x', 'http://jabber.org/protocol/muc#user')?.child('item')
  stage.observe(
    item?.child('reason') === undefined ? 'a kick comes without reason' : 'a kick comes with its reason',
  )
  stage.observe(
    item?.child('actor') === undefined ? 'a kick does not name the actor' : 'a kick names the actor',
  )
})

verify('8.2/confirms', 'romeo, a moderator, kicks mercutio, who then speaks', async (stage) => {
  const [room, romeo, mercutio] = await gather(stage, ['romeo', 'mercutio'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='mercutio' role='none'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })

  const sent = mercutio.send(xml`<message to='${room.jid}' type='groupchat'><body>Peace!</body></message>`)
  expect(await mercutio.next({ name: 'message', id: sent.id })).toFit({ type: 'error' })
})

verify('8.2/tells-the-others', 'romeo, a moderator, kicks mercutio where juliet is', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { nick: 'mercutio', role: 'none' })
  await mercutio.next({ name: 'presence', from: room.occupant('mercutio'), type: 'unavailable' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
  for (const session of [romeo, juliet]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('mercutio')}' to='${session.jid}' type='unavailable'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <item affiliation='none' role='none'/><status code='307'/>
          </x>
        </presence>`,
    )
  }
})

for (const [situation, kicking, kicked] of [
  ['a moderator who is a member kicks an admin', 'member', 'admin'],
  ['a moderator who is a member kicks an owner', 'member', 'owner'],
  ['an admin kicks an owner', 'admin', 'owner'],
] as const) {
  verify('8.2/protects-higher-affiliations', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: kicking, jid: juliet.bareJid })
    await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
    await room.administer(romeo, { affiliation: kicked, jid: mercutio.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='mercutio' role='none'/></query>
      </iq>`)
    expect(answer).toBeStanzaError('not-allowed')
    const heard = await stage.fence.throughRoom(romeo, room.jid, [mercutio])
    expect(heard.by(mercutio)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
  })
}
