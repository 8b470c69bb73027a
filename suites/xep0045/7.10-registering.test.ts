import { conformance, expect, type Room, xml } from '#conformance'
import { capuletReserved } from './capulet-reserved.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const requestFor = (room: Room, nickname: string) => xml`
  <iq type='set' to='${room.jid}'>
    <query xmlns='jabber:iq:register'>
      <x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
        <field var='muc#register_roomnick'><value>${nickname}</value></field>
      </x>
    </query>
  </iq>`

verify('7.10/offers-a-form', 'juliet, a member, asks how to register', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  const answer = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='jabber:iq:register'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result' from='${room.jid}'>
      <query xmlns='jabber:iq:register'>
        <x xmlns='jabber:x:data' type='form'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
        </x>
      </query>
    </iq>`)
})

verify('7.10/no-room-to-register-with', 'juliet asks a room that does not exist', async (stage) => {
  const [client] = await stage.accounts.create('juliet')
  const juliet = await client.login()
  const room = stage.rooms.fresh('elsinore')
  const answer = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='jabber:iq:register'/></iq>`,
  )
  expect(answer).toBeStanzaError('item-not-found')
})

verify('7.10/not-allowed-to-register', 'mercutio, who is banned, asks how to register', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await room.administer(romeo, { affiliation: 'outcast', jid: mercutio.bareJid })

  const answer = await mercutio.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='jabber:iq:register'/></iq>`,
  )
  expect(answer).toBeStanzaError('not-allowed')
})

verify('7.10/knows-the-registered', 'juliet, who has registered capulet, asks again', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.reserve(juliet, 'capulet')

  const answer = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='jabber:iq:register'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:register'><registered/><username>capulet</username></query>
    </iq>`)
})

verify('7.10/nickname-is-reserved', 'juliet and mercutio, both members, register montague', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
  await room.reserve(juliet, 'montague')
  expect(await mercutio.request(requestFor(room, 'montague'))).toBeStanzaError('conflict')
})

for (const [situation, inside] of [
  ['juliet sends no form', []],
  [
    'juliet sends a form about something else',
    [
      xml`
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>urn:example:other</value></field>
          <field var='muc#register_roomnick'><value>capulet</value></field>
        </x>`,
    ],
  ],
  [
    'juliet sends a form without a nickname',
    [
      xml`
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
        </x>`,
    ],
  ],
] as const) {
  verify('7.10/needs-a-form', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    const answer = await juliet.request(
      xml`<iq type='set' to='${room.jid}'><query xmlns='jabber:iq:register'>${inside}</query></iq>`,
    )
    expect(answer).toBeStanzaError('bad-request')
  })
}

verify('7.10/confirms', 'juliet, a member, registers capulet', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  expect(await juliet.request(requestFor(room, 'capulet'))).toFit({ type: 'result', from: room.jid })
})

verify(
  '7.10/announces-new-members',
  'juliet, who has no affiliation, registers the nickname that she has',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    const answer = await juliet.request(requestFor(room, 'juliet'))
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
    const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
    const members = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
    const isMember = members.some(({ attrs }) => attrs['jid'] === juliet.bareJid)
    if (answer.type === 'error') expect(isMember, 'one who may not register becomes a member').toBe(false)
    stage.observe(
      isMember ? 'one who registers becomes a member at once' : 'registering alone makes no member',
    )
    for (const session of [romeo, juliet, mercutio]) {
      const announced = xml`
      <presence from='${room.occupant('juliet')}' to='${session.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/></x>
      </presence>`
      if (isMember) expect(heard.by(session)).toContainStanza(announced)
      else expect(heard.by(session)).not.toContainStanza(announced)
    }
  },
)

verify(
  '7.10/gives-the-registered-nickname',
  'juliet, who has registered capulet, enters as juliet',
  async (stage) => {
    const [room, juliet] = await capuletReserved(stage)

    juliet.send(room.entry('juliet'))
    const answer = await juliet.next({ name: 'presence', from: new RegExp(`^${room.jid}/(juliet|capulet)$`) })
    stage.observe(
      answer.from === room.occupant('juliet') ? 'nicknames are not locked down' : 'nicknames are locked down',
    )
    expect(answer).toFit({ type: null })
  },
)
