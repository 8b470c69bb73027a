import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('9.8/lists-the-moderators', 'romeo and juliet moderate, mercutio does not', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
  const answer = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item role='moderator'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const items = answer.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(items.map(({ attrs }) => [attrs['nick'], attrs['role']]).sort()).toEqual([
    ['juliet', 'moderator'],
    ['romeo', 'moderator'],
  ])
})

verify('9.8/changes-several', 'romeo makes juliet and mercutio moderators at once', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item nick='juliet' role='moderator'/>
        <item nick='mercutio' role='moderator'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [juliet, mercutio])
  for (const session of [juliet, mercutio]) {
    for (const nick of ['juliet', 'mercutio']) {
      expect(heard.by(session)).toContainStanza(xml`
        <presence from='${room.occupant(nick)}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator'/></x>
        </presence>`)
    }
  }
})
