import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('9.2/lists-the-banned', 'romeo has banned mercutio and tybalt, and asks', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [mercutio, tybalt] = await stage.accounts.create('mercutio', 'tybalt')
  await room.administer(romeo, { affiliation: 'outcast', jid: mercutio.bareJid })
  await room.administer(romeo, { affiliation: 'outcast', jid: tybalt.bareJid })

  const answer = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast'/></query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const items = answer.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
  const told = items.map(({ attrs }) => [attrs['affiliation'], attrs['jid'], attrs['role']])
  expect(told.sort()).toEqual([
    ['outcast', mercutio.bareJid, undefined],
    ['outcast', tybalt.bareJid, undefined],
  ])
})

verify('9.2/bans-several', 'romeo bans juliet and mercutio at once where nurse is', async (stage) => {
  const [room, romeo, juliet, mercutio, nurse] = await gather(stage, ['romeo', 'juliet', 'mercutio', 'nurse'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='outcast' jid='${juliet.bareJid}'/>
        <item affiliation='outcast' jid='${mercutio.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toFit({ type: 'result', from: room.jid })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [nurse])
  for (const nick of ['juliet', 'mercutio']) {
    expect(heard.by(nurse)).toContainStanza(xml`
      <presence from='${room.occupant(nick)}' type='unavailable'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='outcast'/><status code='301'/></x>
      </presence>`)
  }
})

verify('9.2/all-or-nothing', 'juliet, an admin, bans mercutio and the owner romeo at once', async (stage) => {
  const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  await room.administer(romeo, { affiliation: 'admin', jid: juliet.bareJid })
  const answer = await juliet.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item affiliation='outcast' jid='${mercutio.bareJid}'/>
        <item affiliation='outcast' jid='${romeo.bareJid}'/>
      </query>
    </iq>`)
  expect(answer).toBeStanzaError(['conflict', 'not-allowed'])
  const heard = await stage.fence.throughRoom(juliet, room.jid, [juliet])
  expect(heard.by(juliet)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
})

verify('9.2/frees-the-nickname', 'romeo bans juliet, who has registered capulet', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const clients = await stage.accounts.create('juliet', 'mercutio')
  const [juliet, mercutio] = await Promise.all([clients[0].login(), clients[1].login()])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.reserve(juliet, 'capulet')
  await room.administer(romeo, { affiliation: 'outcast', jid: juliet.bareJid })

  mercutio.send(room.entry('capulet'))
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('capulet') })
  expect(answer).toFit(xml`
    <presence to='${mercutio.jid}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>
    </presence>`)
})

verify(
  '9.2/bans-domains',
  'romeo bans the domain of mercutio, then mercutio and nurse enter',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const mercutio = await stage.components.peer('mercutio')
    const [client] = await stage.accounts.create('nurse')
    const nurse = await client.login()
    await room.administer(romeo, { affiliation: 'outcast', jid: mercutio.jid.replace(/^.*@|\/.*$/g, '') })

    mercutio.send(room.entry('mercutio'))
    const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
    expect(answer).toBeStanzaError('forbidden')
    nurse.send(room.entry('nurse'))
    const entered = await nurse.next({ name: 'presence', from: room.occupant('nurse') })
    expect(entered).toFit({ type: null })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ name: 'presence', from: room.occupant('mercutio') })
  },
)
