import { conformance, expect, type Stage, statusCodes, xml } from '#conformance'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

/** Romeo in a room that he has just created and not configured, and juliet, who waits. */
async function newRoom({ accounts, rooms }: Stage) {
  const clients = await accounts.create('romeo', 'juliet')
  const [romeo, juliet] = await Promise.all([clients[0].login(), clients[1].login()])
  const room = rooms.fresh('verona')
  romeo.send(room.entry('romeo'))
  const created = await romeo.next({ name: 'presence', from: room.occupant('romeo') })
  return { room, romeo, juliet, created }
}

verify('10.1.1/makes-the-creator-owner', 'romeo enters a room that does not exist', async (stage) => {
  const { room, romeo, created } = await newRoom(stage)
  expect(created).toFit(xml`
    <presence from='${room.occupant('romeo')}' to='${romeo.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <item affiliation='owner' role='moderator'/><status code='110'/><status code='201'/>
      </x>
    </presence>`)
})

verify('10.1.1/unlocks-when-configured', 'romeo submits a form, then juliet enters', async (stage) => {
  const { room, romeo, juliet } = await newRoom(stage)
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'>
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
          <field var='muc#roomconfig_roomname'><value>Verona</value></field>
        </x>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  juliet.send(room.entry('juliet'))
  const entered = await juliet.next({ name: 'presence', from: room.occupant('juliet') })
  expect(entered).toFit({ type: null })
  expect(statusCodes(entered)).toContain('110')
})

verify('10.1.1/cancelling-destroys-the-room', 'romeo cancels the form', async (stage) => {
  const { room, romeo } = await newRoom(stage)
  romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='cancel'/></query>
    </iq>`)
  const heard = await stage.fence.roundTrip(romeo)
  expect(heard.by(romeo)).toContainStanza({
    name: 'presence',
    from: room.occupant('romeo'),
    type: 'unavailable',
  })
})

verify('10.1.2/instant-room', 'romeo submits an empty form, then juliet enters', async (stage) => {
  const { room, romeo, juliet } = await newRoom(stage)
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  juliet.send(room.entry('juliet'))
  const entered = await juliet.next({ name: 'presence', from: room.occupant('juliet') })
  expect(entered).toFit({ type: null })
})

verify('10.1.3/gives-the-form', 'romeo asks for the form', async (stage) => {
  const { room, romeo } = await newRoom(stage)
  const answer = await romeo.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result' from='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'>
        <x xmlns='jabber:x:data' type='form'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
        </x>
      </query>
    </iq>`)
})

verify('10.1.3/refuses-a-blank-password', 'romeo protects the room by no password', async (stage) => {
  const { room, romeo } = await newRoom(stage)
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'>
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
          <field var='muc#roomconfig_passwordprotectedroom'><value>1</value></field>
          <field var='muc#roomconfig_roomsecret'><value/></field>
        </x>
      </query>
    </iq>`)
  // A room without any such policy may take it, too; then it must not be protected by the empty password.
  if (answer.type === 'result') {
    stage.observe('a blank password protects nothing')
    const info = await romeo.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(info).toFit(xml`
      <iq type='result'>
        <query xmlns='http://jabber.org/protocol/disco#info'><feature var='muc_unsecured'/></query>
      </iq>`)
  } else expect(answer).toBeStanzaError('not-acceptable')
})

verify(
  '10.1.1/refuses-who-may-not-create',
  'mercutio of another domain enters a room that nobody has',
  async (stage) => {
    const mercutio = await stage.components.peer('mercutio')
    const room = stage.rooms.fresh('mantua')
    mercutio.send(room.entry('mercutio'))
    const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
    if (answer.type === 'error') expect(answer).toBeStanzaError('not-allowed')
    else {
      stage.observe('users of other domains may create rooms')
      expect(statusCodes(answer)).toContain('201')
    }
  },
)

verify('10.1.3/says-that-it-was-destroyed', 'romeo cancels the form', async (stage) => {
  const { room, romeo } = await newRoom(stage)
  romeo.send(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='cancel'/></query>
    </iq>`)
  const heard = await stage.fence.roundTrip(romeo)
  expect(heard.by(romeo)).toContainStanza(xml`
    <presence from='${room.occupant('romeo')}' type='unavailable'>
      <x xmlns='http://jabber.org/protocol/muc#user'><destroy/></x>
    </presence>`)
})

for (const [situation, configured] of [
  ['the owner of a new room asks', false],
  ['the owner of a configured room asks', true],
] as const) {
  verify('10.1.3/form-or-nothing', situation, async (stage) => {
    const { room, romeo } = await newRoom(stage)
    if (configured) await room.configure(romeo, {})
    const answer = await romeo.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
    )
    expect(answer).toFit({ type: 'result', from: room.jid })
    const inside = answer.child('query', 'http://jabber.org/protocol/muc#owner')?.elements()
    stage.observe(inside?.length === 0 ? 'rooms cannot be configured' : 'rooms can be configured')
    if (inside?.length !== 0) expect(inside?.[0] ?? 'no query').toFit({ name: 'x', type: 'form' })
  })
}
