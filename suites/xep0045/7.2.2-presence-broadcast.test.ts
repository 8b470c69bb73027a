import { conformance, type Element, expect, statusCodes, xml } from '#conformance'
import { capuletReserved } from './capulet-reserved.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const extensions = (stanza: Element) => stanza.childrenNamed('x', 'http://jabber.org/protocol/muc#user')

/** A room may send presence of its own, too (XEP-0486). */
const tellsOfOccupant = ({ name, from = '' }: Element) => name === 'presence' && from.includes('/')

verify(
  '7.2.2/others-with-role-and-affiliation',
  'mercutio enters where the owner romeo and juliet, who has no affiliation, are',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo', 'juliet'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()

    mercutio.send(room.entry('mercutio'))
    await romeo.next({ name: 'presence', from: room.occupant('mercutio') })
    const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)

    expect(heard).toContainStanza(xml`
      <presence from='${room.occupant('romeo')}' to='${mercutio.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>
      </presence>`)
    expect(heard).toContainStanza(xml`
      <presence from='${room.occupant('juliet')}' to='${mercutio.jid}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
      </presence>`)
  },
)

verify('7.2.2/one-extension', 'mercutio enters where romeo and juliet are', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  mercutio.send(room.entry('mercutio'))
  await romeo.next({ name: 'presence', from: room.occupant('mercutio') })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])

  const presences = [romeo, juliet, mercutio]
    .flatMap((session) => heard.by(session).stanzas)
    .filter(({ element }) => tellsOfOccupant(element))
  // Two others and the own one for mercutio, one each for romeo and juliet.
  expect(presences.map(({ element }) => extensions(element).length)).toEqual([1, 1, 1, 1, 1])
})

verify('7.2.2/newcomer-is-announced', 'mercutio enters where romeo and juliet are', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  await room.enter(mercutio, 'mercutio')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])

  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <presence from='${room.occupant('mercutio')}' to='${session.jid}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
        </presence>`,
    )
  }
})

verify('7.2.2/self-presence-is-marked', 'mercutio enters where romeo is', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  mercutio.send(room.entry('mercutio'))
  const own = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  const other = await mercutio.next({ name: 'presence', from: room.occupant('romeo') })
  const announced = await romeo.next({ name: 'presence', from: room.occupant('mercutio') })

  expect(statusCodes(own)).toContain('110')
  expect(statusCodes(other)).not.toContain('110')
  expect(statusCodes(announced)).not.toContain('110')
})

verify(
  '7.2.2/self-presence-comes-last',
  'mercutio enters where romeo, juliet and nurse are',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo', 'juliet', 'nurse'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()

    mercutio.send(room.entry('mercutio'))
    await romeo.next({ name: 'presence', from: room.occupant('mercutio') })
    const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)

    const presences = heard.stanzas.map(({ element }) => element).filter(tellsOfOccupant)
    expect(
      presences
        .slice(0, -1)
        .map(({ from }) => from)
        .sort(),
    ).toEqual([room.occupant('juliet'), room.occupant('nurse'), room.occupant('romeo')])
    expect(presences.at(-1)).toFit({ from: room.occupant('mercutio') })
  },
)

verify(
  '7.2.2/tells-of-a-modified-nickname',
  'juliet, who has registered capulet, enters as juliet',
  async (stage) => {
    const [room, juliet] = await capuletReserved(stage)

    juliet.send(room.entry('juliet'))
    const answer = await juliet.next({ name: 'presence', from: new RegExp(`^${room.jid}/(juliet|capulet)$`) })
    const modified = answer.from === room.occupant('capulet')
    stage.observe(modified ? 'nicknames are locked down' : 'nicknames are not locked down')
    if (modified) expect(statusCodes(answer)).toEqual(expect.arrayContaining(['110', '210']))
    else expect(statusCodes(answer)).not.toContain('210')
  },
)
