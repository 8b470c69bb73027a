import { conformance, expect, xml } from '#conformance'
import { optionsOf, spelling } from './form.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, affiliation] of [
  ['juliet, who has no affiliation, asks for the form', 'none'],
  ['juliet, an admin, asks for the form', 'admin'],
] as const) {
  verify('10.2/owners-alone-configure', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { affiliation, jid: juliet.bareJid })
    const answer = await juliet.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
    )
    expect(answer).toBeStanzaError('forbidden')
  })
}

verify('10.2/form-holds-what-is-set', 'romeo has named the room and made it moderated', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], {
    'muc#roomconfig_roomname': 'Verona',
    'muc#roomconfig_moderatedroom': '1',
  })
  const answer = await romeo.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
  )
  expect(answer).toFit({ type: 'result', from: room.jid })
  const form = answer.child('query', 'http://jabber.org/protocol/muc#owner')?.child('x', 'jabber:x:data')
  const value = (name: string) =>
    form
      ?.childrenNamed('field')
      .find(({ attrs }) => attrs['var'] === name)
      ?.child('value')
      ?.text()
  expect(value('muc#roomconfig_roomname')).toBe('Verona')
  expect(value('muc#roomconfig_moderatedroom')).toMatch(/^(1|true)$/)
})

verify('10.2/cancelling-changes-nothing', 'romeo fills the form in and cancels', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_roomname': 'Verona',
  })
  await romeo.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
  )
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='cancel'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [juliet])
  expect(heard.by(juliet)).not.toContainStanza({ from: new RegExp(`^${room.jid}(/|$)`) })
  const info = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
  )
  expect(info).toFit(xml`
    <iq type='result'>
      <query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' name='Verona'/></query>
    </iq>`)
})

verify(
  '10.2/removes-non-members',
  'romeo makes the room members-only where a member is and juliet is',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
    await room.configure(romeo, { 'muc#roomconfig_membersonly': '1' })
    const own = await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
    const removal = xml`
    <presence from='${room.occupant('juliet')}' type='unavailable'>
      <x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/><status code='322'/></x>
    </presence>`
    expect(own).toFit(removal)
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, mercutio])
    expect(heard.by(romeo)).toContainStanza(removal)
    expect(heard.by(mercutio)).toContainStanza(removal)
    expect(heard.by(mercutio)).not.toContainStanza({ from: room.occupant('mercutio'), type: 'unavailable' })
  },
)

for (const [situation, before, after, code] of [
  ['romeo lets everyone see full JIDs', 'moderators', 'anyone', '172'],
  ['romeo lets moderators alone see full JIDs', 'anyone', 'moderators', '173'],
] as const) {
  verify('10.2.1/tells-of-privacy', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], { 'muc#roomconfig_whois': before })
    await room.configure(romeo, { 'muc#roomconfig_whois': after })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
    for (const session of [romeo, juliet]) {
      expect(heard.by(session)).toContainStanza(xml`
        <message from='${room.jid}' type='groupchat'>
          <x xmlns='http://jabber.org/protocol/muc#user'><status code='${code}'/></x>
        </message>`)
    }
  })
}

verify('10.2.1/tells-of-other-changes', 'romeo names the room anew', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.configure(romeo, { 'muc#roomconfig_roomname': 'Mantua' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
  for (const session of [romeo, juliet]) {
    expect(heard.by(session)).toContainStanza(xml`
      <message from='${room.jid}' type='groupchat'>
        <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
      </message>`)
  }
})

for (const [situation, value, code] of [
  ['romeo has the room logged', '1', '170'],
  ['romeo has the room logged no more', '0', '171'],
] as const) {
  verify('10.2.1/tells-of-logging', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    const options = await optionsOf(room, romeo)
    const option = spelling(options, 'muc#roomconfig_enablelogging', 'muc#roomconfig_enablearchiving')
    expect(option ?? 'no option that has the room logged').toMatch(/^muc#/)
    await room.configure(romeo, { [option ?? '']: value === '1' ? '0' : '1' })
    await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
    await room.configure(romeo, { [option ?? '']: value })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
    for (const session of [romeo, juliet]) {
      expect(heard.by(session)).toContainStanza(xml`
        <message from='${room.jid}' type='groupchat'>
          <x xmlns='http://jabber.org/protocol/muc#user'><status code='${code}'/></x>
        </message>`)
    }
  })
}
