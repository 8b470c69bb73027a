import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, role] of [
  ['juliet becomes a moderator', 'moderator'],
  ['juliet becomes a participant', 'participant'],
  ['juliet becomes a visitor', 'visitor'],
] as const) {
  verify('5.1/knows-the-roles', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { nick: 'juliet', role: role === 'participant' ? 'visitor' : 'participant' })
    await stage.fence.throughRoom(romeo, room.jid, [juliet])
    const answer = await romeo.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='juliet' role='${role}'/></query>
      </iq>`)
    expect(answer).toFit({ type: 'result' })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [juliet])
    expect(heard.by(juliet)).toContainStanza(xml`
      <presence from='${room.occupant('juliet')}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item role='${role}'/><status code='110'/></x>
      </presence>`)
  })
}

for (const [situation, option, affiliation, role] of [
  ['one without affiliation enters a moderated room', 'moderatedroom', 'none', 'visitor'],
  ['a member enters a moderated room', 'moderatedroom', 'member', 'participant'],
  ['an admin enters a moderated room', 'moderatedroom', 'admin', 'moderator'],
  ['an owner enters a moderated room', 'moderatedroom', 'owner', 'moderator'],
  ['one without affiliation enters an open room', 'publicroom', 'none', 'participant'],
  ['a member enters an open room', 'publicroom', 'member', 'participant'],
  ['an admin enters an open room', 'publicroom', 'admin', 'moderator'],
  ['an owner enters an open room', 'publicroom', 'owner', 'moderator'],
  ['a member enters a members-only room', 'membersonly', 'member', 'participant'],
  ['an admin enters a members-only room', 'membersonly', 'admin', 'moderator'],
  ['an owner enters a members-only room', 'membersonly', 'owner', 'moderator'],
] as const) {
  verify('5.1.2/default-roles', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { [`muc#roomconfig_${option}`]: '1' })
    const [client] = await stage.accounts.create('juliet')
    const juliet = await client.login()
    await room.administer(romeo, { affiliation, jid: juliet.bareJid })
    juliet.send(room.entry('juliet'))
    const entered = await juliet.next({ name: 'presence', from: room.occupant('juliet') })
    expect(entered).toFit(xml`
      <presence>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='${affiliation}' role='${role}'/></x>
      </presence>`)
  })
}

for (const [situation, revoking, revoked] of [
  ['a moderator without affiliation acts on an admin', 'none', 'admin'],
  ['a moderator without affiliation acts on an owner', 'none', 'owner'],
  ['an admin acts on an owner', 'admin', 'owner'],
] as const) {
  verify('5.1.3/protects-higher-moderators', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: revoking, jid: juliet.bareJid })
    await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
    await room.administer(romeo, { affiliation: revoked, jid: mercutio.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='mercutio' role='participant'/></query>
      </iq>`)
    expect(answer).toFit({ type: 'error' })
  })
}

for (const [situation, affiliation] of [
  ['mercutio becomes an owner', 'owner'],
  ['mercutio becomes an admin', 'admin'],
  ['mercutio becomes a member', 'member'],
  ['mercutio is banned', 'outcast'],
] as const) {
  verify('5.2/knows-the-affiliations', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [mercutio] = await stage.accounts.create('mercutio')
    const answer = await romeo.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='${affiliation}' jid='${mercutio.bareJid}'/>
        </query>
      </iq>`)
    expect(answer).toFit({ type: 'result' })
    const listed = await romeo.request(xml`
      <iq type='get' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}'/></query>
      </iq>`)
    expect(listed).toFit(xml`
      <iq type='result'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='${affiliation}' jid='${mercutio.bareJid}'/>
        </query>
      </iq>`)
  })
}

verify('5.2.1/members-do-not-see-who-is-hidden', 'juliet, a member, asks', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_whois': 'moderators',
  })
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  const answer = await juliet.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'error' })
})

verify(
  '5.1/remembers-voice',
  'juliet, who has no affiliation, was given voice and comes back',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
      'muc#roomconfig_moderatedroom': '1',
    })
    await room.administer(romeo, { nick: 'juliet', role: 'participant' })
    juliet.send(xml`<presence to='${room.occupant('juliet')}' type='unavailable'/>`)
    await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
    await stage.fence.roundTrip(juliet)

    juliet.send(room.entry('juliet'))
    const entered = (await stage.fence.throughRoom(romeo, room.jid, [juliet])).by(juliet)
    expect(entered).toContainStanza(xml`
    <presence from='${room.occupant('juliet')}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/><status code='110'/></x>
    </presence>`)
  },
)
