import { conformance, expect, statusCodes, xml } from '#conformance'
import { capuletReserved } from './capulet-reserved.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.6/correlates-old-and-new', 'juliet calls herself capulet where romeo is', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])

  juliet.send(xml`<presence to='${room.occupant('capulet')}'/>`)
  await juliet.next({ name: 'presence', from: room.occupant('capulet') })
  const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo, juliet])

  for (const session of [romeo, juliet]) {
    const presences = heard
      .by(session)
      .stanzas.map(({ element }) => element)
      .filter(({ name }) => name === 'presence')
    expect(presences.map(({ from, type }) => [from, type])).toEqual([
      [room.occupant('juliet'), 'unavailable'],
      [room.occupant('capulet'), undefined],
    ])
    expect(presences[0]).toFit(xml`
      <presence>
        <x xmlns='http://jabber.org/protocol/muc#user'><item nick='capulet'/><status code='303'/></x>
      </presence>`)
    expect(presences[1]).toFit(xml`
      <presence>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
      </presence>`)
    const own = presences.map((presence) => statusCodes(presence).includes('110'))
    expect(own, 'marked as the own presence').toEqual([session === juliet, session === juliet])
  }
})

verify('7.6/new-nickname-in-use', 'juliet calls herself romeo where romeo is', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])

  const sent = juliet.send(xml`<presence to='${room.occupant('romeo')}'/>`)
  const answer = await juliet.next({ name: 'presence', id: sent.id })
  expect(answer).toBeStanzaError('conflict')
  const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo, juliet])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'presence' })
})

verify(
  '7.6/keeps-to-a-locked-nickname',
  'juliet, who has registered capulet, calls herself rosaline',
  async (stage) => {
    const [room, juliet] = await capuletReserved(stage)
    await room.enter(juliet, 'capulet')

    await stage.fence.roundTrip(juliet)
    const sent = juliet.send(xml`<presence to='${room.occupant('rosaline')}'/>`)
    const heard = await stage.fence.roundTrip(juliet)
    const told = heard
      .by(juliet)
      .stanzas.map(({ element }) => element)
      .filter(({ name }) => name === 'presence')
    const last = told.at(-1)
    if (last?.type === 'error') {
      stage.observe('a change away from a locked nickname is refused')
      expect(last).toBeStanzaError('not-acceptable')
      expect(last.id).toBe(sent.id)
    } else if (last?.from === room.occupant('rosaline')) {
      stage.observe('nicknames are not locked down')
      expect(last).toFit({ type: null })
    } else {
      stage.observe('a change away from a locked nickname is taken back')
      expect(last ?? 'no presence').toFit({ from: room.occupant('capulet'), type: null })
      expect(told.flatMap(statusCodes)).toContain('210')
    }
  },
)
