import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.8.2/names-the-inviter', 'romeo invites mercutio to a room with a password', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], {
    'muc#roomconfig_passwordprotectedroom': '1',
    'muc#roomconfig_roomsecret': 'Juliet',
  })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  romeo.send(xml`
    <message to='${room.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <invite to='${mercutio.bareJid}'><reason>A feast</reason></invite>
      </x>
    </message>`)
  const told = await mercutio.next({ name: 'message', from: room.jid })
  expect(told).toFit(xml`
    <message from='${room.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <invite><reason>A feast</reason></invite>
        <password>Juliet</password>
      </x>
    </message>`)
  const invite = told.child('x', 'http://jabber.org/protocol/muc#user')?.child('invite')
  expect([romeo.jid, romeo.bareJid, room.occupant('romeo')]).toContain(invite?.attrs['from'])
})

verify(
  '7.8.2/only-admins-invite-to-members-only',
  'juliet, a member, invites mercutio, who is none',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
    const clients = await stage.accounts.create('juliet', 'mercutio')
    const [juliet, mercutio] = [await clients[0].login(), await clients[1].login()]
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    await room.enter(juliet, 'juliet')

    const sent = juliet.send(xml`
      <message to='${room.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><invite to='${mercutio.bareJid}'/></x>
      </message>`)
    const answer = await juliet.next({ name: 'message', id: sent.id })
    expect(answer).toBeStanzaError('forbidden')
    const heard = await stage.fence.after(juliet, [mercutio])
    expect(heard.by(mercutio)).not.toContainStanza({ name: 'message' })
  },
)

verify('7.8.2/passes-the-decline-on', 'mercutio declines what romeo has invited him to', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  romeo.send(xml`
    <message to='${room.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><invite to='${mercutio.bareJid}'/></x>
    </message>`)
  const told = await mercutio.next({ name: 'message', from: room.jid })
  const inviter = told.child('x', 'http://jabber.org/protocol/muc#user')?.child('invite')?.attrs['from']

  mercutio.send(xml`
    <message to='${room.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <decline to='${inviter ?? romeo.bareJid}'><reason>A plague</reason></decline>
      </x>
    </message>`)
  const declined = await romeo.next(
    xml`<message><x xmlns='http://jabber.org/protocol/muc#user'><decline/></x></message>`,
  )
  expect(declined).toFit(xml`
    <message from='${room.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><decline><reason>A plague</reason></decline></x>
    </message>`)
  const decline = declined.child('x', 'http://jabber.org/protocol/muc#user')?.child('decline')
  expect([mercutio.jid, mercutio.bareJid]).toContain(decline?.attrs['from'])
})

verify('7.8.2/nobody-to-invite', 'romeo invites an account that nobody has', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const nobody = `${stage.accounts.unused('paris')}@${stage.target.domain}`
  romeo.send(xml`
    <message to='${room.jid}' id='invitation'>
      <x xmlns='http://jabber.org/protocol/muc#user'><invite to='${nobody}'/></x>
    </message>`)
  const heard = (await stage.fence.throughRoom(romeo, room.jid, [romeo])).by(romeo)
  expect(heard).toContainStanza(xml`
    <message type='error' from='${room.jid}'>
      <error><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </message>`)
})
