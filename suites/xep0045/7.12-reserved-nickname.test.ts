import { conformance, expect, NS, xml } from '#conformance'
import { capuletReserved } from './capulet-reserved.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.12/tells-the-reserved-nickname', 'juliet has registered capulet and left', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.reserve(juliet, 'capulet')
  juliet.send(xml`<presence to='${room.occupant('juliet')}' type='unavailable'/>`)

  const answer = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result' from='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'>
        <identity category='conference' type='text' name='capulet'/>
      </query>
    </iq>`)
})

verify('7.12/no-reserved-nickname', 'juliet has registered none', async (stage) => {
  const [room, , juliet] = await gather(stage, ['romeo', 'juliet'])
  const answer = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/></iq>`,
  )
  expect(answer).toFit({ type: 'result', from: room.jid })
  expect(answer.child('query', NS.discoInfo)?.elements() ?? []).toEqual([])
})

verify('7.12/answers-inside-the-room', 'juliet has registered the nickname that she has', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.reserve(juliet, 'juliet')

  const answer = await juliet.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/></iq>`,
  )
  expect(answer).toFit(xml`
    <iq type='result'>
      <query xmlns='http://jabber.org/protocol/disco#info'><identity name='juliet'/></query>
    </iq>`)
})

verify(
  '7.12/keeps-the-nickname-for-its-owner',
  'mercutio enters as capulet, which juliet has registered before she left',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    await room.reserve(juliet, 'capulet')
    juliet.send(xml`<presence to='${room.occupant('juliet')}' type='unavailable'/>`)
    await romeo.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })

    mercutio.send(room.entry('capulet'))
    const answer = await mercutio.next({ name: 'presence', from: room.occupant('capulet') })
    expect(answer).toBeStanzaError('conflict')
  },
)

verify(
  '7.12/other-nicknames-are-free',
  'juliet has registered capulet and enters as juliet',
  async (stage) => {
    const [room, juliet] = await capuletReserved(stage)

    const sent = juliet.send(room.entry('juliet'))
    const answer = await juliet.next({ name: 'presence', from: new RegExp(`^${room.jid}/(juliet|capulet)$`) })
    if (answer.type === 'error') {
      stage.observe('nicknames are locked down, others are refused')
      expect(answer).toBeStanzaError('not-acceptable')
      expect(answer.id).toBe(sent.id)
    } else {
      stage.observe(
        answer.from === room.occupant('juliet') ? 'other nicknames are free' : 'nicknames are locked down',
      )
      expect(answer).toFit(xml`
      <presence to='${juliet.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member'/><status code='110'/></x>
      </presence>`)
    }
  },
)
