import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('9.6/confirms', 'romeo makes juliet a moderator', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo', 'juliet'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='juliet' role='moderator'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item role='moderator'/></query>
    </iq>`)
  expect(listed).toFit(xml`
    <iq type='result'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='juliet' role='moderator'/></query>
    </iq>`)
})

verify('9.6/announces', 'romeo makes juliet a moderator where mercutio is', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('juliet')}' to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='moderator'/></x>
        </presence>`,
    )
  }
})
