import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('8.3/confirms', 'romeo, a moderator, grants voice to juliet, who then speaks', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_moderatedroom': '1',
  })
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='juliet' role='participant'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const sent = juliet.send(xml`<message to='${room.jid}' type='groupchat'><body>Ay me!</body></message>`)
  expect(await juliet.next({ name: 'message', id: sent.id })).toFit({ type: 'groupchat' })
})

verify('8.3/announces', 'romeo, a moderator, grants voice to juliet where mercutio is', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'], {
    'muc#roomconfig_moderatedroom': '1',
  })
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
