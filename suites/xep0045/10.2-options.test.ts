import { conformance, expect, NS, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, persistent, type] of [
  ['the owner of a persistent room leaves it', '1', 'result'],
  ['the owner of a temporary room leaves it', '0', 'error'],
] as const) {
  verify('10.2/persistent-rooms-stay', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_persistentroom': persistent })
    romeo.send(xml`<presence to='${room.occupant('romeo')}' type='unavailable'/>`)
    await romeo.next({ name: 'presence', from: room.occupant('romeo'), type: 'unavailable' })
    const asked = await romeo.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
    )
    expect(asked).toFit({ type })
    if (type === 'error') expect(asked).toBeStanzaError('item-not-found')
  })
}

for (const [situation, option, shown] of [
  ['the description', 'roomdesc', 'muc#roominfo_description'],
  ['the language', 'lang', 'muc#roominfo_lang'],
] as const) {
  verify('10.2/options-take-effect', `${situation} is shown to whoever asks`, async (stage) => {
    const [room] = await gather(stage, ['romeo'], { [`muc#roomconfig_${option}`]: 'it' })
    const [client] = await stage.accounts.create('nurse')
    const nurse = await client.login()
    const asked = await nurse.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
    )
    expect(asked).toFit(xml`
      <iq type='result'>
        <query xmlns='${NS.discoInfo}'>
          <x xmlns='jabber:x:data' type='result'><field var='${shown}'><value>it</value></field></x>
        </query>
      </iq>`)
  })
}

verify('10.2/options-take-effect', 'the name is shown to whoever asks', async (stage) => {
  const [room] = await gather(stage, ['romeo'], { 'muc#roomconfig_roomname': 'Verona' })
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  const asked = await nurse.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
  )
  expect(asked).toFit(xml`
    <iq type='result'><query xmlns='${NS.discoInfo}'><identity category='conference' name='Verona'/></query></iq>`)
})

verify('10.2/options-take-effect', 'nobody may send private messages', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'], {
    'muc#roomconfig_allowpm': 'none',
  })
  const sent = juliet.send(
    xml`<message to='${room.occupant('mercutio')}' type='chat'><body>Hist!</body></message>`,
  )
  expect(await juliet.next({ name: 'message', id: sent.id })).toFit({ type: 'error' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [mercutio])
  expect(heard.by(mercutio)).not.toContainStanza({ name: 'message', type: 'chat' })
})

verify('10.2/options-take-effect', 'the presence of moderators alone is broadcast', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_presencebroadcast': 'moderator',
  })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  mercutio.send(room.entry('mercutio'))
  await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [juliet, mercutio])
  expect(heard.by(mercutio)).toContainStanza({ name: 'presence', from: room.occupant('romeo') })
  expect(heard.by(mercutio)).not.toContainStanza({ name: 'presence', from: room.occupant('juliet') })
  expect(heard.by(juliet)).not.toContainStanza({ name: 'presence', from: room.occupant('mercutio') })
})
