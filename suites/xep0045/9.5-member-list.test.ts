import { conformance, expect, type Room, type Session, xml } from '#conformance'
import { optionsOf, spelling } from './form.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, enters] of [
  ['juliet, a member who is in the room, asks', true],
  ['juliet, a member who is not in the room, asks', false],
] as const) {
  verify('9.5/members-read-the-list', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], {
      'muc#roomconfig_membersonly': '1',
      'muc#roomconfig_whois': 'anyone',
    })
    const [client] = await stage.accounts.create('juliet')
    const juliet = await client.login()
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    if (enters) await room.enter(juliet, 'juliet')
    const answer = await juliet.request(xml`
      <iq type='get' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
      </iq>`)
    expect(answer).toFit(xml`
      <iq type='result'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='member' jid='${juliet.bareJid}'/>
        </query>
      </iq>`)
  })
}

verify('9.5/lists-the-members', 'juliet, an admin, asks who is a member', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const [mercutio, nurse] = await stage.accounts.create('mercutio', 'nurse')
  await room.administer(romeo, { affiliation: 'admin', jid: juliet.bareJid })
  await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
  await room.administer(romeo, { affiliation: 'member', jid: nurse.bareJid })
  const answer = await juliet.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const items = answer.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(items.map(({ attrs }) => [attrs['affiliation'], attrs['jid']]).sort()).toEqual([
    ['member', mercutio.bareJid],
    ['member', nurse.bareJid],
  ])
})

verify('9.5/changes-several', 'romeo makes nurse a member and mercutio none at once', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [mercutio, nurse] = await stage.accounts.create('mercutio', 'nurse')
  await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='member' jid='${nurse.bareJid}'/>
        <item affiliation='none' jid='${mercutio.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
  const items = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(items.map(({ attrs }) => attrs['jid'])).toEqual([nurse.bareJid])
})

verify('9.5/refuses-who-was-removed', 'juliet comes back to a members-only room', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
  const [client] = await stage.accounts.create('juliet')
  const juliet = await client.login()
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.enter(juliet, 'juliet')
  await room.administer(romeo, { affiliation: 'none', jid: juliet.bareJid })
  await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })

  const sent = juliet.send(room.entry('juliet'))
  expect(await juliet.next({ name: 'presence', id: sent.id })).toBeStanzaError('registration-required')
})

verify('9.5/invites-new-members', 'romeo makes mercutio a member of a members-only room', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await room.administer(romeo, { affiliation: 'member', jid: mercutio.bareJid })
  const heard = await stage.fence.after(romeo, [mercutio])
  expect(heard.by(mercutio)).toContainStanza(xml`
    <message from='${room.jid}'><x xmlns='http://jabber.org/protocol/muc#user'><invite/></x></message>`)
})

verify('9.5/invitations-make-no-members', 'romeo invites mercutio to an open room', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  romeo.send(xml`
    <message to='${room.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><invite to='${mercutio.bareJid}'/></x>
    </message>`)
  await mercutio.next({ name: 'message', from: room.jid })
  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
  expect(listed).toFit({ type: 'result' })
  expect(listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []).toEqual([])
})

verify('9.5/only-admins-change-the-list', 'juliet, a member, makes mercutio one', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
  const clients = await stage.accounts.create('juliet', 'mercutio')
  const juliet = await clients[0].login()
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.enter(juliet, 'juliet')
  const answer = await juliet.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='member' jid='${clients[1].bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'error' })
  expect(await membersOf(room, romeo)).toEqual([juliet.bareJid])
})

for (const [situation, invites] of [
  ['romeo, the owner, invites mercutio', 'romeo'],
  ['juliet, a member who may invite, invites mercutio', 'juliet'],
] as const) {
  verify('9.5/invited-become-members', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_membersonly': '1' })
    const clients = await stage.accounts.create('juliet', 'mercutio')
    const [juliet, mercutio] = await Promise.all([clients[0].login(), clients[1].login()])
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    await room.enter(juliet, 'juliet')
    const inviter = invites === 'romeo' ? romeo : juliet
    if (inviter === juliet) {
      const options = await optionsOf(room, romeo)
      const option = spelling(
        options,
        'muc#roomconfig_allowinvites',
        '{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites',
      )
      expect(option ?? 'no option that lets members invite').toMatch(/invites$/)
      await room.configure(romeo, { [option ?? '']: '1' })
    }

    inviter.send(xml`
      <message to='${room.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><invite to='${mercutio.bareJid}'/></x>
      </message>`)
    await mercutio.next(xml`
      <message from='${room.jid}'><x xmlns='http://jabber.org/protocol/muc#user'><invite/></x></message>`)
    expect(await membersOf(room, romeo)).toEqual([juliet.bareJid, mercutio.bareJid].sort())
  })
}

async function membersOf(room: Room, admin: Session): Promise<readonly (string | undefined)[]> {
  const listed = await admin.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
  const items = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  return items.map(({ attrs }) => attrs['jid']).sort()
}
