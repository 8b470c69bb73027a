import { conformance, expect, NS, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('6/answers-service-discovery', 'romeo asks the service', async ({ accounts, service }) => {
  const [client] = await accounts.create('romeo')
  const romeo = await client.login()
  const answer = await romeo.request(
    xml`<iq type='get' to='${service('muc')}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result' from='${service('muc')}'>
      <query xmlns='http://jabber.org/protocol/disco#info'>
        <identity category='conference' type='text'/>
        <feature var='http://jabber.org/protocol/muc'/>
      </query>
    </iq>`)
})

verify('6.3/lists-public-rooms', 'juliet asks where one room is public and one hidden', async (stage) => {
  const [open, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_publicroom': '1' })
  const hidden = stage.rooms.fresh('tomb')
  await hidden.create(romeo, 'romeo', { 'muc#roomconfig_publicroom': '0' })
  const answer = await romeo.request(
    xml`<iq type='get' to='${stage.service('muc')}'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>`,
  )
  expect(answer).toFit({ type: 'result' })
  const rooms = answer.child('query', NS.discoItems)?.elements() ?? []
  const ours = [open.jid, hidden.jid].filter((jid) => rooms.some(({ attrs }) => attrs['jid'] === jid))
  expect(ours, 'which of the two are listed').toEqual([open.jid])
})

verify('6.4/room-tells-what-it-is', 'nurse, who is not inside, asks a room', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  const answer = await nurse.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result' from='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/disco#info'>
        <identity category='conference' type='text'/>
        <feature var='http://jabber.org/protocol/muc'/>
      </query>
    </iq>`)
})

for (const [situation, option, value, feature] of [
  ['a room that is members-only', 'membersonly', '1', 'muc_membersonly'],
  ['a room that is open', 'membersonly', '0', 'muc_open'],
  ['a room that is moderated', 'moderatedroom', '1', 'muc_moderated'],
  ['a room that is unmoderated', 'moderatedroom', '0', 'muc_unmoderated'],
  ['a room that is non-anonymous', 'whois', 'anyone', 'muc_nonanonymous'],
  ['a room that is semi-anonymous', 'whois', 'moderators', 'muc_semianonymous'],
  ['a room that is hidden', 'publicroom', '0', 'muc_hidden'],
  ['a room that is public', 'publicroom', '1', 'muc_public'],
  ['a room that is temporary', 'persistentroom', '0', 'muc_temporary'],
  ['a room with a password', 'roomsecret', 'Juliet', 'muc_passwordprotected'],
  ['a room without a password', 'roomsecret', '', 'muc_unsecured'],
] as const) {
  verify('6.4/room-tells-its-type', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], {
      'muc#roomconfig_passwordprotectedroom': value === 'Juliet' ? '1' : '0',
      [`muc#roomconfig_${option}`]: value,
    })
    const answer = await romeo.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(answer).toFit(xml`
      <iq type='result'>
        <query xmlns='http://jabber.org/protocol/disco#info'><feature var='${feature}'/></query>
      </iq>`)
  })
}

verify('6.5/lists-occupants-or-nobody', 'nurse, who is not inside, asks', async (stage) => {
  const [room] = await gather(stage, ['romeo', 'juliet'])
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  const answer = await nurse.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>`,
  )
  expect(answer).toFit(
    xml`<iq type='result' from='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>`,
  )
  const items = answer.child('query', NS.discoItems)?.elements() ?? []
  stage.observe(
    items.length === 0 ? 'a room tells nobody who is inside' : 'a room tells anyone who is inside',
  )
  const inside = [room.occupant('juliet'), room.occupant('romeo')]
  expect(items.length === 0 ? inside : items.map(({ attrs }) => attrs['jid']).sort()).toEqual(inside)
})

verify('6.6/not-past-the-room', 'nurse, who is not inside, asks for the features of romeo', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  const answer = await nurse.request(
    xml`<iq type='get' to='${room.occupant('romeo')}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
  )
  expect(answer).toBeStanzaError('bad-request')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'iq' })
})
