import { conformance, expect, statusCodes, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.2.1/nickname-is-needed', 'mercutio enters the bare JID of a room', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const sent = mercutio.send(
    xml`<presence to='${room.jid}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`,
  )
  const answer = await mercutio.next({ name: 'presence', id: sent.id })
  expect(answer).toBeStanzaError('jid-malformed')
})

for (const [situation, inside] of [
  ['mercutio gives no password', []],
  [
    'mercutio gives a wrong password',
    [xml`<password xmlns='http://jabber.org/protocol/muc'>Rosaline</password>`],
  ],
  ['mercutio gives an empty password', [xml`<password xmlns='http://jabber.org/protocol/muc'/>`]],
] as const) {
  verify('7.2.5/asks-for-the-password', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], {
      'muc#roomconfig_passwordprotectedroom': '1',
      'muc#roomconfig_roomsecret': 'Juliet',
    })
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()

    mercutio.send(room.entry('mercutio', inside))
    const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
    expect(answer).toBeStanzaError('not-authorized')

    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ from: room.occupant('mercutio') })
  })
}

verify('7.2.5/admits-with-the-password', 'mercutio gives the password', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], {
    'muc#roomconfig_passwordprotectedroom': '1',
    'muc#roomconfig_roomsecret': 'Juliet',
  })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  mercutio.send(
    room.entry('mercutio', [xml`<password xmlns='http://jabber.org/protocol/muc'>Juliet</password>`]),
  )
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  expect(answer).toFit({ name: 'presence', type: null })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).toContainStanza({ name: 'presence', from: room.occupant('mercutio'), type: null })
})

verify('7.2.6/members-only', 'mercutio is no member', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  mercutio.send(room.entry('mercutio'))
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  expect(answer).toBeStanzaError('registration-required')

  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ from: room.occupant('mercutio') })
})

verify('7.2.6/admits-members', 'mercutio was made a member', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })

  mercutio.send(room.entry('mercutio'))
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  expect(answer).toFit(xml`
    <presence from='${room.occupant('mercutio')}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <item affiliation='member' role='participant'/><status code='110'/>
      </x>
    </presence>`)
})

verify('7.2.7/refuses-the-banned', 'mercutio was banned before he ever came', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await room.administer(romeo, { affiliation: 'outcast', jid: mercutio.bareJid })

  mercutio.send(room.entry('mercutio'))
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  expect(answer).toBeStanzaError('forbidden')

  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'presence', from: room.occupant('mercutio') })
})

verify('7.2.8/nickname-in-use', 'mercutio enters as romeo', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  mercutio.send(room.entry('romeo'))
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('romeo') })
  expect(answer).toBeStanzaError('conflict')

  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'presence' })
})

verify('7.2.8/same-user-may-share-a-nickname', 'romeo enters from a second resource', async (stage) => {
  const [client] = await stage.accounts.create('romeo')
  const orchard = await client.login({ resource: 'orchard' })
  const street = await client.login({ resource: 'street' })
  const room = stage.rooms.fresh('verona')
  await room.create(orchard, 'romeo')

  street.send(room.entry('romeo'))
  const answer = await street.next({ name: 'presence', from: room.occupant('romeo') })
  expect(answer).toFit(xml`
    <presence from='${room.occupant('romeo')}' to='${street.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner'/><status code='110'/></x>
    </presence>`)
})

verify(
  '7.2.8/messages-reach-every-session',
  'romeo is in the room from two resources, and juliet and both of them speak',
  async (stage) => {
    const [room, juliet] = await gather(stage, ['juliet'])
    const [client] = await stage.accounts.create('romeo')
    const orchard = await client.login({ resource: 'orchard' })
    const street = await client.login({ resource: 'street' })
    await room.enter(orchard, 'romeo')
    await room.enter(street, 'romeo')

    const said = [juliet, orchard, street].map((speaker) =>
      speaker.send(xml`<message to='${room.jid}' type='groupchat'><body>${speaker.jid}</body></message>`),
    )
    for (const session of [juliet, orchard, street]) {
      for (const { id } of said) {
        expect(await session.next({ name: 'message', type: 'groupchat', id })).toFit({ to: session.jid })
      }
    }
  },
)

verify(
  '7.2.10/locked-room-is-not-found',
  'juliet enters a room that romeo has not configured yet',
  async ({ accounts, rooms }) => {
    const clients = await accounts.create('romeo', 'juliet')
    const [romeo, juliet] = await Promise.all([clients[0].login(), clients[1].login()])
    const room = rooms.fresh('verona')
    romeo.send(room.entry('romeo'))
    await romeo.next({ name: 'presence', from: room.occupant('romeo') })

    juliet.send(room.entry('juliet'))
    const answer = await juliet.next({ name: 'presence', from: room.occupant('juliet') })
    expect(answer).toBeStanzaError('item-not-found')
  },
)

verify('7.2.11/creates-the-room', 'romeo enters a room that nobody has', async ({ accounts, rooms }) => {
  const [client] = await accounts.create('romeo')
  const romeo = await client.login()
  const room = rooms.fresh('verona')

  romeo.send(room.entry('romeo'))
  const answer = await romeo.next({ name: 'presence', from: room.occupant('romeo') })
  expect(answer).toFit(xml`
    <presence from='${room.occupant('romeo')}' to='${romeo.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>
    </presence>`)
  expect(answer).toFit({ type: null })
})

verify('7.2.16/live-after-the-subject', 'mercutio is in the room when things happen', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()

  const said = romeo.send(xml`<message to='${room.jid}' type='groupchat'><body>Soft!</body></message>`)
  juliet.send(xml`<presence to='${room.occupant('juliet')}'><show>away</show></presence>`)
  await juliet.next(xml`<presence from='${room.occupant('juliet')}'><show>away</show></presence>`)
  await room.enter(nurse, 'nurse')
  nurse.send(xml`<presence to='${room.occupant('nurse')}' type='unavailable'/>`)
  await nurse.next({ name: 'presence', from: room.occupant('nurse'), type: 'unavailable' })
  const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)

  expect(heard).toContainStanzas(1, { name: 'message', id: said.id, from: room.occupant('romeo') })
  expect(heard).toContainStanzas(
    1,
    xml`<presence from='${room.occupant('juliet')}'><show>away</show></presence>`,
  )
  expect(heard).toContainStanzas(1, { name: 'presence', from: room.occupant('nurse'), type: null })
  expect(heard).toContainStanzas(1, { name: 'presence', from: room.occupant('nurse'), type: 'unavailable' })
})

verify(
  '7.2.18/kicks-the-desynchronized',
  'mercutio, who is not in the room, sends it presence as an occupant would',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()

    mercutio.send(xml`<presence to='${room.occupant('mercutio')}'/>`)
    const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ name: 'presence', from: room.occupant('mercutio') })
    expect(answer).toFit(xml`
      <presence from='${room.occupant('mercutio')}' type='unavailable'>
        <x xmlns='http://jabber.org/protocol/muc#user'>
          <item role='none'/><status code='110'/><status code='307'/><status code='333'/>
        </x>
      </presence>`)
  },
)

verify(
  '7.2.18/marks-the-kick',
  'mercutio, who is not in the room, sends it presence as an occupant would',
  async (stage) => {
    const [room] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    const sent = mercutio.send(xml`<presence to='${room.occupant('mercutio')}'/>`)
    const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
    stage.observe(
      answer.type === 'unavailable'
        ? 'one who is no occupant is kicked'
        : 'one who is no occupant is refused',
    )
    if (answer.type === 'unavailable') {
      expect(statusCodes(answer)).toEqual(expect.arrayContaining(['110', '307', '333']))
    } else expect(answer).toFit({ type: 'error', id: sent.id })
  },
)
