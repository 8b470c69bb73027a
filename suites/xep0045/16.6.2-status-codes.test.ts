import { conformance, expect, type Room, type Session, xml } from '#conformance'
import { optionsOf } from './form.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const BROADCAST = 'muc#roomconfig_presencebroadcast'
const OCCUPANTS = ['moderator', 'participant', 'visitor']

/** Has the presence of these roles broadcast; `none` are those who are not in the room. */
async function broadcast(room: Room, owner: Session, roles: readonly string[]): Promise<void> {
  const answer = await owner.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'>
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
          <field var='${BROADCAST}'>${roles.map((role) => xml`<value xmlns='jabber:x:data'>${role}</value>`)}</field>
        </x>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result' })
}

for (const [situation, before, after, code] of [
  ['romeo has those shown, too, who are not inside', OCCUPANTS, [...OCCUPANTS, 'none'], '102'],
  ['romeo has those shown no more who are not inside', [...OCCUPANTS, 'none'], OCCUPANTS, '103'],
] as const) {
  verify('16.6.2/tells-who-is-shown', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await broadcast(room, romeo, before)
    const isShown = async () => (await optionsOf(room, romeo)).get(BROADCAST)?.includes('none') ?? false
    const wasShown = await isShown()
    await stage.fence.throughRoom(romeo, room.jid, [juliet])
    await broadcast(room, romeo, after)
    const changed = wasShown !== (await isShown())
    stage.observe(changed ? 'a room can show who is not inside' : 'a room never shows who is not inside')
    const heard = (await stage.fence.throughRoom(romeo, room.jid, [juliet])).by(juliet)
    const told = xml`
      <message from='${room.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><status code='${code}'/></x>
      </message>`
    if (changed) expect(heard).toContainStanza(told)
    else expect(heard).not.toContainStanza(told)
  })
}
