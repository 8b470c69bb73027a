import { conformance, expect, type Session, type Stage, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { xep0410 } from './requirements.ts'

const verify = conformance(xep0410)

const ping = (to: string) => xml`<iq type='get' to='${to}'><ping xmlns='urn:xmpp:ping'/></iq>`

verify('3.3/answers-occupants-itself', 'juliet pings her own nickname', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const answer = await juliet.request(ping(room.occupant('juliet')))
  expect(answer).toFit({ type: 'result', from: room.occupant('juliet') })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
  for (const session of [romeo, juliet]) {
    expect(heard.by(session)).not.toContainStanza({ name: 'iq', type: 'get' })
  }
})

verify(
  '3.3/answers-occupants-itself',
  'juliet is inside twice, and one of her clients pings',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('juliet')
    const balcony = await client.login({ resource: 'balcony' })
    const chamber = await client.login({ resource: 'chamber' })
    await room.enter(balcony, 'juliet')
    await room.enter(chamber, 'juliet')
    for (const session of [balcony, chamber]) {
      expect(await session.request(ping(room.occupant('juliet')))).toFit({ type: 'result' })
    }
    const heard = await stage.fence.throughRoom(romeo, room.jid, [balcony, chamber])
    for (const session of [balcony, chamber]) {
      expect(heard.by(session)).not.toContainStanza({ name: 'iq', type: 'get' })
    }
  },
)

verify('3.3/answers-occupants-itself', 'juliet has another nickname by now', async (stage) => {
  const [room, , juliet] = await gather(stage, ['romeo', 'juliet'])
  juliet.send(xml`<presence to='${room.occupant('capulet')}'/>`)
  await juliet.next({ name: 'presence', from: room.occupant('capulet') })
  expect(await juliet.request(ping(room.occupant('capulet')))).toFit({ type: 'result' })
})

/** Ways to be outside of a room, with the client that is. */
const outside: readonly (readonly [string, (stage: Stage) => Promise<readonly [string, Session]>])[] = [
  [
    'mercutio has never entered',
    async (stage) => {
      const [room] = await gather(stage, ['romeo'])
      const [client] = await stage.accounts.create('mercutio')
      return [room.occupant('mercutio'), await client.login()]
    },
  ],
  [
    'mercutio, who has never entered, pings the nickname of romeo',
    async (stage) => {
      const [room] = await gather(stage, ['romeo'])
      const [client] = await stage.accounts.create('mercutio')
      return [room.occupant('romeo'), await client.login()]
    },
  ],
  [
    'juliet has left',
    async (stage) => {
      const [room, , juliet] = await gather(stage, ['romeo', 'juliet'])
      juliet.send(xml`<presence to='${room.occupant('juliet')}' type='unavailable'/>`)
      await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
      return [room.occupant('juliet'), juliet]
    },
  ],
  [
    'juliet was kicked',
    async (stage) => {
      const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
      await room.administer(romeo, { nick: 'juliet', role: 'none' })
      await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
      return [room.occupant('juliet'), juliet]
    },
  ],
  [
    'another client of juliet is inside',
    async (stage) => {
      const [room] = await gather(stage, ['romeo'])
      const [client] = await stage.accounts.create('juliet')
      const balcony = await client.login({ resource: 'balcony' })
      await room.enter(balcony, 'juliet')
      return [room.occupant('juliet'), await client.login({ resource: 'chamber' })]
    },
  ],
]

for (const [situation, arrange] of outside) {
  verify('3.3/refuses-who-is-not-inside', situation, async (stage) => {
    const [occupant, session] = await arrange(stage)
    expect(await session.request(ping(occupant))).toBeStanzaError('not-acceptable')
  })
}
