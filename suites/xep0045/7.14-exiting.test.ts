import { conformance, expect, type Room, type Session, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const leave = (room: Room, session: Session) =>
  session.send(
    xml`<presence to='${room.occupant('juliet')}' type='unavailable'><status>Adieu</status></presence>`,
  )

verify('7.14/says-goodbye', 'juliet leaves', async (stage) => {
  const [room, , juliet] = await gather(stage, ['romeo', 'juliet'])
  leave(room, juliet)
  const told = await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
  expect(told).toFit(xml`
    <presence to='${juliet.jid}'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>`)
})

for (const [situation, act] of [
  ['juliet leaves', leave],
  ['juliet becomes unavailable', (_room, session) => session.send(xml`<presence type='unavailable'/>`)],
  ['juliet closes her stream', (_room, session) => session.close()],
  ['the connection of juliet breaks', (_room, session) => session.stream.destroy()],
] as const satisfies readonly (readonly [string, (room: Room, session: Session) => unknown])[]) {
  verify('7.14/tells-who-left', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await act(room, juliet)
    for (const session of [romeo, mercutio]) {
      const told = await session.next({
        name: 'presence',
        from: room.occupant('juliet'),
        type: 'unavailable',
      })
      expect(told).toFit({ to: session.jid })
    }
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, mercutio])
    for (const session of [romeo, mercutio]) {
      expect(heard.by(session)).toContainStanzas(1, { name: 'presence', from: room.occupant('juliet') })
    }
  })
}

verify('7.14/role-none', 'juliet, who is a member, leaves', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  leave(room, juliet)
  for (const session of [romeo, juliet]) {
    const told = await session.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
    expect(told).toFit(xml`
      <presence>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='none'/></x>
      </presence>`)
  }
})
