import { conformance, expect, type Stage, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

type Body = (stage: Stage) => Promise<void>

/** Juliet, an admin, asks for what owners alone may do to mercutio. */
const refusesAdmins =
  (before: string, after: string): Body =>
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: 'admin', jid: juliet.bareJid })
    await room.administer(romeo, { affiliation: before, jid: mercutio.bareJid })
    const answer = await juliet.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='${after}' jid='${mercutio.bareJid}'/>
        </query>
      </iq>`)
    expect(answer).toBeStanzaError('forbidden')
  }

/** Romeo, the owner, does it to mercutio and reads the list of those with that affiliation. */
const confirms =
  (before: string, after: string, list: string): Body =>
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [mercutio, nurse] = await stage.accounts.create('mercutio', 'nurse')
    await room.administer(romeo, { affiliation: before, jid: mercutio.bareJid })
    await room.administer(romeo, { affiliation: list, jid: nurse.bareJid })
    const answer = await romeo.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='${after}' jid='${mercutio.bareJid}'/>
        </query>
      </iq>`)
    expect(answer).toFit({ type: 'result', from: room.jid })
    const listed = await romeo.request(xml`
      <iq type='get' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${list}'/></query>
      </iq>`)
    const items = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
    const told = items.map(({ attrs }) => attrs['jid'])
    expect(told).toContain(nurse.bareJid)
    expect(told.includes(mercutio.bareJid), `mercutio among them: ${told.join(', ')}`).toBe(after === list)
  }

/** Romeo, the owner, does it to juliet where mercutio is, too. */
const announces =
  (before: string, after: string, role: RegExp): Body =>
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { affiliation: before, jid: juliet.bareJid })
    await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
    await room.administer(romeo, { affiliation: after, jid: juliet.bareJid })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])
    for (const session of [romeo, juliet, mercutio]) {
      expect(heard.by(session)).toContainStanza(xml`
        <presence from='${room.occupant('juliet')}' to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='${after}'/></x>
        </presence>`)
      const told = heard.by(session).stanzas.filter(({ element }) => element.from === room.occupant('juliet'))
      const item = told.at(-1)?.element.child('x', 'http://jabber.org/protocol/muc#user')?.child('item')
      expect(item?.attrs['role'] ?? 'none').toMatch(role)
    }
  }

/** Romeo, the owner, asks for a list that holds juliet, too. */
const lists =
  (affiliation: string): Body =>
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    const [mercutio] = await stage.accounts.create('mercutio')
    await room.administer(romeo, { affiliation, jid: juliet.bareJid })
    await room.administer(romeo, { affiliation, jid: mercutio.bareJid })
    const answer = await romeo.request(xml`
      <iq type='get' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}'/></query>
      </iq>`)
    expect(answer).toFit({ type: 'result', from: room.jid })
    const items = answer.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
    const expected = [juliet.bareJid, mercutio.bareJid, ...(affiliation === 'owner' ? [romeo.bareJid] : [])]
    expect(items.map(({ attrs }) => `${attrs['jid']} ${attrs['affiliation']}`).sort()).toEqual(
      expected.map((jid) => `${jid} ${affiliation}`).sort(),
    )
  }

/** Juliet, who has no affiliation, asks for a list. */
const refusesTheList =
  (affiliation: string): Body =>
  async (stage) => {
    const [room, , juliet] = await gather(stage, ['romeo', 'juliet'], {
      'muc#roomconfig_whois': 'moderators',
    })
    const answer = await juliet.request(xml`
      <iq type='get' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}'/></query>
      </iq>`)
    expect(answer).toBeStanzaError('forbidden')
  }

/** Romeo, the owner, gives an affiliation to two at once. */
const changesSeveral =
  (affiliation: string): Body =>
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [juliet, mercutio] = await stage.accounts.create('juliet', 'mercutio')
    const answer = await romeo.request(xml`
      <iq type='set' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'>
          <item affiliation='${affiliation}' jid='${juliet.bareJid}'/>
          <item affiliation='${affiliation}' jid='${mercutio.bareJid}'/>
        </query>
      </iq>`)
    expect(answer).toFit({ type: 'result', from: room.jid })
    const listed = await romeo.request(xml`
      <iq type='get' to='${room.jid}'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}'/></query>
      </iq>`)
    for (const { bareJid } of [juliet, mercutio]) {
      expect(listed).toFit(xml`
        <iq type='result'>
          <query xmlns='http://jabber.org/protocol/muc#admin'><item jid='${bareJid}'/></query>
        </iq>`)
    }
  }

verify('10.3/refuses-others', 'an admin makes an owner', refusesAdmins('none', 'owner'))
verify('10.3/confirms', 'an owner makes an owner', confirms('none', 'owner', 'owner'))
verify(
  '10.3/announces',
  'an owner makes an owner of who is inside',
  announces('none', 'owner', /^moderator$/),
)

verify('10.3/takes-full-jids', 'romeo makes juliet an owner by her full JID', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='owner' jid='${juliet.jid}'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result' })
})

verify('10.4/refuses-others', 'an admin revokes ownership', refusesAdmins('owner', 'none'))
verify('10.4/confirms', 'an owner revokes the ownership of another', confirms('owner', 'admin', 'owner'))
verify(
  '10.4/announces',
  'an owner revokes the ownership of who is inside',
  announces('owner', 'admin', /^moderator$/),
)

verify('10.4/keeps-the-last-owner', 'romeo, the only owner, revokes his own ownership', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='admin' jid='${romeo.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toBeStanzaError('conflict')
})

verify('10.4/lets-an-owner-go', 'romeo, one of two owners, revokes his own ownership', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'owner', jid: juliet.bareJid })
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='admin' jid='${romeo.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result' })
})

verify('10.5/lists-the-owners', 'an owner asks', lists('owner'))
verify('10.5/refuses-others-the-list', 'a participant asks', refusesTheList('owner'))
verify('10.5/changes-several', 'an owner makes two owners at once', changesSeveral('owner'))
verify('10.6/refuses-others', 'an admin makes an admin', refusesAdmins('none', 'admin'))
verify('10.6/confirms', 'an owner makes an admin', confirms('none', 'admin', 'admin'))
verify(
  '10.6/announces',
  'an owner makes an admin of who is inside',
  announces('none', 'admin', /^moderator$/),
)
verify('10.7/refuses-others', 'an admin revokes the status of another', refusesAdmins('admin', 'none'))
verify('10.7/confirms', 'an owner revokes the status of an admin', confirms('admin', 'member', 'admin'))
verify(
  '10.7/announces',
  'an owner revokes the status of an admin who is inside',
  announces('admin', 'none', /^(participant|moderator)$/),
)
verify('10.8/lists-the-admins', 'an owner asks', lists('admin'))
verify('10.8/refuses-others-the-list', 'a participant asks', refusesTheList('admin'))
verify('10.8/changes-several', 'an owner makes two admins at once', changesSeveral('admin'))

verify('10.4/protects-other-owners', 'romeo, an owner, revokes the ownership of juliet', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [juliet] = await stage.accounts.create('juliet')
  await room.administer(romeo, { affiliation: 'owner', jid: juliet.bareJid })
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='none' jid='${juliet.bareJid}'/>
      </query>
    </iq>`)
  stage.observe(
    answer.type === 'error'
      ? 'owners are protected from other owners'
      : 'owners may revoke the ownership of others',
  )
  if (answer.type === 'error') expect(answer).toBeStanzaError('not-authorized')
  const listed = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='owner'/></query>
    </iq>`)
  const owners = listed.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  expect(owners.some(({ attrs }) => attrs['jid'] === juliet.bareJid)).toBe(answer.type === 'error')
})
