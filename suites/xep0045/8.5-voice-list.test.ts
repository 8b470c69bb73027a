import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('8.5/lists-who-has-voice', 'juliet has voice, mercutio does not, romeo asks', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { nick: 'mercutio', role: 'visitor' })
  const answer = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item role='participant'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const items = answer.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(items.map(({ attrs }) => [attrs['nick'], attrs['role']])).toEqual([['juliet', 'participant']])
  stage.observe(
    items[0]?.attrs['jid'] === juliet.jid
      ? 'the voice list tells full JIDs'
      : 'the voice list tells no full JIDs',
  )
})

verify('8.5/changes-several', 'romeo takes the voice of juliet and mercutio at once', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item nick='juliet' role='visitor'/>
        <item nick='mercutio' role='visitor'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  for (const session of [romeo, juliet, mercutio]) {
    for (const nick of ['juliet', 'mercutio']) {
      expect(heard.by(session)).toContainStanza(xml`
        <presence from='${room.occupant(nick)}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item role='visitor'/></x>
        </presence>`)
    }
  }
})
