import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('8.4/confirms', 'romeo, a moderator, revokes the voice of juliet, who then speaks', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='juliet' role='visitor'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const sent = juliet.send(xml`<message to='${room.jid}' type='groupchat'><body>Ay me!</body></message>`)
  expect(await juliet.next({ name: 'message', id: sent.id })).toFit({ type: 'error' })
})

verify(
  '8.4/announces',
  'romeo, a moderator, revokes the voice of juliet where mercutio is',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { nick: 'juliet', role: 'visitor' })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
    for (const session of [romeo, juliet, mercutio]) {
      expect(heard.by(session)).toContainStanzas(
        1,
        xml`
        <presence from='${room.occupant('juliet')}' to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='visitor'/></x>
        </presence>`,
      )
    }
  },
)

verify(
  '8.4/protects-the-same-affiliation',
  'juliet, a moderator who is a member, revokes the voice of mercutio, another member',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
    await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='mercutio' role='visitor'/></query>
      </iq>`)
    expect(answer).toFit({ type: 'error' })
  },
)

for (const [situation, revoking, revoked] of [
  ['a moderator who is a member revokes the voice of an admin', 'member', 'admin'],
  ['an admin revokes the voice of an owner', 'admin', 'owner'],
  ['an owner revokes the voice of an admin', 'owner', 'admin'],
  ['an owner revokes the voice of another owner', 'owner', 'owner'],
] as const) {
  verify('8.4/protects-admins-and-owners', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: revoking, jid: juliet.bareJid })
    await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
    await room.administer(romeo, { affiliation: revoked, jid: mercutio.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='mercutio' role='visitor'/></query>
      </iq>`)
    expect(answer).toBeStanzaError('not-allowed')
  })
}
