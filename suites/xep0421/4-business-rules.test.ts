import { conformance, type Element, expect, NS, type Room, type Session, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { OCCUPANT_ID, occupantId } from './occupant-id.ts'
import { xep0421 } from './requirements.ts'

const verify = conformance(xep0421)

const forged = (id: string) => xml`<occupant-id xmlns='${OCCUPANT_ID}' id='${id}'/>`

/** The id of an occupant as another sees it. */
async function idOf(room: Room, nick: string, { observer, of }: { observer: Session; of: Session }) {
  const sent = of.send(xml`<message to='${room.jid}' type='groupchat'><body>${nick}</body></message>`)
  return occupantId(await observer.next({ name: 'message', id: sent.id }))
}

for (const [situation, claim] of [
  [
    'juliet speaks with the id of romeo',
    (room: Room, id: string) =>
      xml`<message to='${room.jid}' type='groupchat' id='claim'><body>It is I.</body>${forged(id)}</message>`,
  ],
  [
    'juliet speaks with two ids',
    (room: Room, id: string) =>
      xml`
        <message to='${room.jid}' type='groupchat' id='claim'>
          <body>It is I.</body>${[forged(id), forged('another')]}
        </message>`,
  ],
  [
    'juliet writes to mercutio with the id of romeo',
    (room: Room, id: string) =>
      xml`
        <message to='${room.occupant('mercutio')}' type='chat' id='claim'><body>It is I.</body>${forged(id)}</message>`,
  ],
  [
    'juliet is away with the id of romeo',
    (room: Room, id: string) =>
      xml`<presence to='${room.occupant('juliet')}' id='claim'><show>away</show>${forged(id)}</presence>`,
  ],
  [
    'juliet changes nickname with the id of romeo',
    (room: Room, id: string) =>
      xml`<presence to='${room.occupant('capulet')}' id='claim'>${forged(id)}</presence>`,
  ],
  [
    'juliet leaves with the id of romeo',
    (room: Room, id: string) =>
      xml`<presence to='${room.occupant('juliet')}' type='unavailable' id='claim'>${forged(id)}</presence>`,
  ],
] as const) {
  verify('4/replaces-forged-ids', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    const hers = await idOf(room, 'juliet', { observer: mercutio, of: juliet })
    const his = await idOf(room, 'romeo', { observer: mercutio, of: romeo })
    await stage.fence.throughRoom(romeo, room.jid, [mercutio])

    juliet.send(claim(room, his))
    await stage.fence.roundTrip(juliet)
    const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)
    const told = heard.stanzas
      .map(({ element }) => element)
      .filter(({ from }) => from?.startsWith(`${room.jid}/`))
    expect(told.map(occupantId)).toEqual(told.map(() => hers))
    expect(told.length).toBeGreaterThan(0)
  })
}

/** What juliet does, or what is done to her, for mercutio to see. */
const events: readonly (readonly [
  string,
  (room: Room, romeo: Session, juliet: Session) => Promise<void> | void,
])[] = [
  [
    'juliet is away',
    (room, _romeo, juliet) => {
      juliet.send(xml`<presence to='${room.occupant('juliet')}'><show>away</show></presence>`)
    },
  ],
  [
    'juliet changes nickname',
    (room, _romeo, juliet) => {
      juliet.send(xml`<presence to='${room.occupant('capulet')}'/>`)
    },
  ],
  [
    'juliet becomes a member',
    (room, romeo, juliet) => room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid }),
  ],
  ['juliet loses voice', (room, romeo) => room.administer(romeo, { role: 'visitor', nick: 'juliet' })],
  [
    'juliet leaves',
    (room, _romeo, juliet) => {
      juliet.send(xml`<presence to='${room.occupant('juliet')}' type='unavailable'/>`)
    },
  ],
  ['juliet is kicked', (room, romeo) => room.administer(romeo, { role: 'none', nick: 'juliet' })],
  [
    'juliet is banned',
    (room, romeo, juliet) => room.administer(romeo, { affiliation: 'outcast', jid: juliet.bareJid }),
  ],
]

for (const [situation, happen] of events) {
  verify('4/on-all-presence', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    const hers = await idOf(room, 'juliet', { observer: mercutio, of: juliet })
    await stage.fence.throughRoom(romeo, room.jid, [mercutio])
    await happen(room, romeo, juliet)
    await stage.fence.roundTrip(juliet)
    const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)
    const told = heard.stanzas.map(({ element }) => element).filter(({ name }) => name === 'presence')
    expect(told.map(occupantId)).toEqual(told.map(() => hers))
    expect(told.length).toBeGreaterThan(0)
  })
}

verify('4/on-all-presence', 'mercutio enters where romeo and juliet are', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  mercutio.send(room.entry('mercutio'))
  const seen: string[] = []
  for (const nick of ['romeo', 'juliet', 'mercutio']) {
    seen.push(occupantId(await mercutio.next({ name: 'presence', from: room.occupant(nick) })))
  }
  const told = await romeo.next({ name: 'presence', from: room.occupant('mercutio') })
  expect([...seen.slice(0, 2), occupantId(told)]).toEqual([
    await idOf(room, 'romeo', { observer: mercutio, of: romeo }),
    await idOf(room, 'juliet', { observer: mercutio, of: juliet }),
    seen[2],
  ])
})

verify('4/on-all-messages', 'juliet speaks to all and to mercutio alone', async (stage) => {
  const [room, , juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const hers = occupantId(await mercutio.next({ name: 'presence', from: room.occupant('juliet') }))
  expect(await idOf(room, 'juliet', { observer: mercutio, of: juliet })).toBe(hers)
  juliet.send(
    xml`<message to='${room.occupant('mercutio')}' type='chat' id='hist'><body>Hist!</body></message>`,
  )
  expect(occupantId(await mercutio.next({ name: 'message', id: 'hist' }))).toBe(hers)
})

verify('4/on-all-messages', 'mercutio reads in the history what juliet said', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const hers = await idOf(room, 'juliet', { observer: romeo, of: juliet })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await room.enter(mercutio, 'mercutio')
  expect(occupantId(await mercutio.next({ name: 'message', from: room.occupant('juliet') }))).toBe(hers)
})

verify('4/on-all-messages', 'juliet sets the subject while mercutio is there', async (stage) => {
  const [room, , juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'], {
    'muc#roomconfig_changesubject': '1',
  })
  juliet.send(xml`<message to='${room.jid}' type='groupchat' id='subject'><subject>Names</subject></message>`)
  const hers = occupantId(await mercutio.next({ name: 'presence', from: room.occupant('juliet') }))
  const subject = xml`<message type='groupchat'><subject>Names</subject></message>`
  expect(occupantId(await mercutio.next(subject))).toBe(hers)
})

verify('4/on-all-messages', 'mercutio enters after juliet has set the subject', async (stage) => {
  const [room, , juliet] = await gather(stage, ['romeo', 'juliet'], { 'muc#roomconfig_changesubject': '1' })
  juliet.send(xml`<message to='${room.jid}' type='groupchat' id='subject'><subject>Names</subject></message>`)
  await juliet.next(xml`<message type='groupchat'><subject>Names</subject></message>`)
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  mercutio.send(room.entry('mercutio'))
  const told: Element = await mercutio.next(xml`<message type='groupchat'><subject>Names</subject></message>`)
  stage.observe(told.from === room.jid ? 'subjects come from the room' : 'subjects come from who set them')
  // What the room says by itself is nobody's.
  if (told.from !== room.jid) {
    const hers = await mercutio.next({ name: 'presence', from: room.occupant('juliet') })
    expect(occupantId(told)).toBe(occupantId(hers))
  } else expect(told.child('occupant-id', OCCUPANT_ID)).toBeUndefined()
})

verify(
  '4/service-speaks-for-all-rooms',
  'juliet asks the service, and a room that romeo has just made',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const has = async (jid: string) => {
      const answer = await romeo.request(
        xml`<iq type='get' to='${jid}'><query xmlns='${NS.discoInfo}'/></iq>`,
      )
      expect(answer).toFit({ type: 'result' })
      return (answer.child('query', NS.discoInfo)?.elements() ?? []).some(
        ({ attrs }) => attrs['var'] === OCCUPANT_ID,
      )
    }
    const ofService = await has(stage.service('muc'))
    stage.observe(ofService ? 'all rooms give ids' : 'each room is asked whether it gives ids')
    expect([ofService, await has(room.jid)], 'whether service and room say so').not.toEqual([true, false])
  },
)
