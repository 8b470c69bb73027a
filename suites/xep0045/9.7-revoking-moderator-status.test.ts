import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('9.7/confirms', 'juliet was a moderator, and romeo revokes that', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='juliet' role='participant'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item role='moderator'/></query>
    </iq>`)
  const items = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(items.map(({ attrs }) => attrs['nick'])).toEqual(['romeo'])
})

verify('9.7/announces', 'romeo revokes that juliet is a moderator, where mercutio is', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
  await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  await room.administer(romeo, { nick: 'juliet', role: 'participant' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('juliet')}' to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
        </presence>`,
    )
  }
})

for (const [situation, affiliation] of [
  ['an admin revokes that an owner is a moderator', 'owner'],
  ['an admin revokes that another admin is a moderator', 'admin'],
] as const) {
  verify('9.7/protects-admins-and-owners', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: 'admin', jid: juliet.bareJid })
    await room.administer(romeo, { affiliation, jid: mercutio.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='mercutio' role='participant'/></query>
      </iq>`)
    expect(answer).toBeStanzaError('not-allowed')
  })
}
