import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.7/passes-availability-on', 'juliet is away where romeo and mercutio are', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])

  juliet.send(
    xml`<presence to='${room.occupant('juliet')}'><show>xa</show><status>asleep</status></presence>`,
  )
  await juliet.next({ name: 'presence', from: room.occupant('juliet') })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('juliet')}' to='${session.jid}'>
          <show>xa</show>
          <status>asleep</status>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
        </presence>`,
    )
  }
})
