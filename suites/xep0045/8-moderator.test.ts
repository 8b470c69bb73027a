import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, type, item] of [
  ['a participant kicks', 'set', { nick: 'mercutio', role: 'none' }],
  ['a participant revokes voice', 'set', { nick: 'mercutio', role: 'visitor' }],
  ['a participant asks who has voice', 'get', { role: 'participant' }],
] as const) {
  verify('8/only-moderators', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet', 'mercutio'], {
      'muc#roomconfig_moderatedroom': '1',
    })
    await room.administer(romeo, { nick: 'juliet', role: 'participant' })
    await room.administer(romeo, { nick: 'mercutio', role: 'participant' })
    const asked = xml`<item xmlns='http://jabber.org/protocol/muc#admin'/>`.withAttrs(item)
    const answer = await juliet.request(
      xml`<iq type='${type}' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#admin'>${asked}</query></iq>`,
    )
    expect(answer).toBeStanzaError('forbidden')
  })
}

for (const [situation, inside] of [
  ['a message with a subject and a body', xml`<body>Is it even so?</body>`],
  ['a message with a subject and a thread', xml`<thread>stars</thread>`],
] as const) {
  verify('8.1/body-is-no-change-of-subject', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    romeo.send(xml`<message to='${room.jid}' type='groupchat'><subject>Moonlight</subject></message>`)
    romeo.send(xml`<message to='${room.jid}' type='groupchat'><subject>Stars</subject>${inside}</message>`)
    await stage.fence.throughRoom(romeo, room.jid, [romeo])

    mercutio.send(
      room.entry('mercutio', [xml`<history xmlns='http://jabber.org/protocol/muc' maxchars='0'/>`]),
    )
    const told = await mercutio.next({ name: 'message', type: 'groupchat' })
    expect(told).toFit(xml`<message><subject>Moonlight</subject></message>`)
  })
}

verify('8.1/announces-the-subject', 'romeo, a moderator, sets the subject', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  romeo.send(xml`<message to='${room.jid}' type='groupchat'><subject>Moonlight</subject></message>`)
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`<message to='${session.jid}' type='groupchat'><subject>Moonlight</subject></message>`,
    )
    const told = heard.by(session).stanzas.find(({ element }) => element.child('subject') !== undefined)
    expect([room.jid, room.occupant('romeo')]).toContain(told?.element.from)
  }
})

verify('8.1/refuses-participants', 'juliet, a participant, sets the subject', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const sent = juliet.send(
    xml`<message to='${room.jid}' type='groupchat'><subject>Moonlight</subject></message>`,
  )
  expect(await juliet.next({ name: 'message', id: sent.id })).toBeStanzaError('forbidden')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'message' })
})

verify('8.1/participants-may-if-allowed', 'juliet, a participant, sets the subject', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_changesubject': '1',
  })
  juliet.send(xml`<message to='${room.jid}' type='groupchat'><subject>Moonlight</subject></message>`)
  const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo])
  expect(heard.by(romeo)).toContainStanza(
    xml`<message type='groupchat'><subject>Moonlight</subject></message>`,
  )
})

verify('8.6/asks-the-moderators', 'juliet, a visitor, asks for voice', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_moderatedroom': '1',
  })
  juliet.send(xml`
    <message to='${room.jid}'>
      <x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
        <field var='muc#role'><value>participant</value></field>
      </x>
    </message>`)
  const asked = await romeo.next(xml`<message from='${room.jid}'><x xmlns='jabber:x:data'/></message>`)
  expect(asked).toFit(xml`
    <message>
      <x xmlns='jabber:x:data' type='form'>
        <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
        <field var='muc#role'><value>participant</value></field>
        <field var='muc#jid'><value>${juliet.jid}</value></field>
        <field var='muc#roomnick'><value>juliet</value></field>
        <field var='muc#request_allow'/>
      </x>
    </message>`)
})

verify('8.6/approves', 'romeo, a moderator, gives juliet the voice that she asks for', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_moderatedroom': '1',
  })
  juliet.send(xml`
    <message to='${room.jid}'>
      <x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
        <field var='muc#role'><value>participant</value></field>
      </x>
    </message>`)
  await romeo.next(xml`<message from='${room.jid}'><x xmlns='jabber:x:data'/></message>`)
  romeo.send(xml`
    <message to='${room.jid}'>
      <x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
        <field var='muc#role'><value>participant</value></field>
        <field var='muc#jid'><value>${juliet.jid}</value></field>
        <field var='muc#roomnick'><value>juliet</value></field>
        <field var='muc#request_allow'><value>true</value></field>
      </x>
    </message>`)
  const heard = await stage.fence.throughRoom(romeo, room.jid, [juliet])
  expect(heard.by(juliet)).toContainStanza(xml`
    <presence from='${room.occupant('juliet')}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/></x>
    </presence>`)
})
