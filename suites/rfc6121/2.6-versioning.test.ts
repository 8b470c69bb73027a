import { conformance, type Element, expect, type Session, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('2.6.1/advertises-versioning', 'in the features after the login', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect({ resource: 'orchard' })

  const offered = orchard.stream.events
    .filter((event) => event.kind === 'element')
    .findLast(({ element }) => element.name === 'features')

  expect(offered?.element).toFit(xml`
    <stream:features xmlns:stream='http://etherx.jabber.org/streams'>
      <ver xmlns='urn:xmpp:features:rosterver'/>
    </stream:features>`)
})

for (const { what, ver } of [
  { what: 'none yet', ver: '' },
  { what: 'one that the server never made', ver: 'no-such-version' },
]) {
  verify(
    '2.6.3/complete-roster-or-empty-result',
    `the version that the client names is ${what}`,
    async ({ accounts }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      for (const jid of ['juliet@example.org', 'nurse@example.org']) await add(orchard, jid)

      const chamber = await romeo.connect({ resource: 'chamber' })
      const answer = await chamber.request(
        xml`<iq type='get'><query xmlns='jabber:iq:roster' ver='${ver}'/></iq>`,
      )

      expect(answer).toFit(xml`
        <iq type='result'>
          <query xmlns='jabber:iq:roster'><item jid='juliet@example.org'/><item jid='nurse@example.org'/></query>
        </iq>`)
      expect(answer.child('query')).toFit({ ver: /./ })
    },
  )
}

verify(
  '2.6.3/complete-roster-or-empty-result',
  'the version that the client names is the latest',
  async ({ accounts, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    await add(orchard, 'juliet@example.org')
    const ver = await latest(orchard)

    const chamber = await romeo.connect({ resource: 'chamber' })
    const answer = await chamber.request(
      xml`<iq type='get'><query xmlns='jabber:iq:roster' ver='${ver}'/></iq>`,
    )
    const heard = await fence.roundTrip(chamber)

    expect(answer).toFit({ name: 'iq', type: 'result' })
    if (answer.elements().length > 0) {
      expect(answer).toFit(xml`
        <iq type='result'>
          <query xmlns='jabber:iq:roster' ver='${ver}'><item jid='juliet@example.org'/></query>
        </iq>`)
    }
    expect(heard.by(chamber)).not.toContainStanza({ name: 'iq', type: 'set' })
  },
)

verify('2.6.3/spares-a-roster-that-is-known', 'twenty items', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  for (let guest = 1; guest <= 20; guest += 1) await add(orchard, `guest-${guest}@example.org`)
  const ver = await latest(orchard)

  const chamber = await romeo.connect({ resource: 'chamber' })
  const answer = await chamber.request(
    xml`<iq type='get'><query xmlns='jabber:iq:roster' ver='${ver}'/></iq>`,
  )

  expect(answer).toFit({ name: 'iq', type: 'result' })
  expect(answer.elements()).toEqual([])
})

verify(
  '2.6.3/brings-the-client-up-to-date',
  'items were added, changed and removed meanwhile',
  async ({ accounts, fence, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    for (const jid of ['juliet@example.org', 'tybalt@example.org', 'nurse@example.org'])
      await add(orchard, jid)
    const ver = await latest(orchard)
    for (const item of [
      xml`<item xmlns='jabber:iq:roster' jid='juliet@example.org' name='Capulet'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='juliet@example.org' name='Montague'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='tybalt@example.org' subscription='remove'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='friar@example.org'/>`,
    ]) {
      await orchard.request(xml`<iq type='set'><query xmlns='jabber:iq:roster'>${item}</query></iq>`)
    }

    const chamber = await romeo.connect({ resource: 'chamber' })
    const answer = await chamber.request(
      xml`<iq type='get'><query xmlns='jabber:iq:roster' ver='${ver}'/></iq>`,
    )
    const heard = await fence.roundTrip(chamber)

    const complete = answer.child('query', 'jabber:iq:roster')
    observe(complete === undefined ? 'pushes what was modified' : 'sends the complete roster')
    const pushed = heard
      .by(chamber)
      .stanzas.filter(({ element }) => element.is('iq') && element.type === 'set')
      .flatMap(({ element }) => element.child('query')?.elements() ?? [])
    const cache = new Map<string, string>(
      complete === undefined
        ? [
            ['juliet@example.org', ''],
            ['tybalt@example.org', ''],
            ['nurse@example.org', ''],
          ]
        : [],
    )
    for (const item of complete?.elements() ?? []) learn(cache, item)
    for (const item of pushed) learn(cache, item)
    expect([...cache].sort()).toEqual([
      ['friar@example.org', ''],
      ['juliet@example.org', 'Montague'],
      ['nurse@example.org', ''],
    ])
    const modified = pushed.map((item) => item.attrs['jid'])
    expect(modified).toEqual([...new Set(modified)])
  },
)

verify(
  '2.6.3/pushes-carry-the-version',
  'the last push names the version of the roster',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const first = await add(orchard, 'juliet@example.org')
    const second = await add(orchard, 'nurse@example.org')

    expect(first.child('query')).toFit({ ver: /./ })
    expect(second.child('query')).toFit({ ver: await latest(orchard) })
  },
)

verify(
  '2.6.3/pushes-in-order-with-versions-of-their-own',
  'five changes in a row, seen by two resources',
  async ({ accounts, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const chamber = await romeo.login({ resource: 'chamber' })
    const changes = [
      xml`<item xmlns='jabber:iq:roster' jid='juliet@example.org'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='juliet@example.org' name='Capulet'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org' subscription='remove'/>`,
      xml`<item xmlns='jabber:iq:roster' jid='juliet@example.org' name='Montague'/>`,
    ]

    for (const item of changes) {
      orchard.send(xml`<iq type='set'><query xmlns='jabber:iq:roster'>${item}</query></iq>`)
    }
    await fence.roundTrip(orchard)

    for (const session of [orchard, chamber]) {
      const versions: (string | undefined)[] = []
      for (const item of changes) {
        const push = await session.next({ name: 'iq', type: 'set' })
        expect(push).toFit(xml`<iq type='set'><query xmlns='jabber:iq:roster'>${item}</query></iq>`)
        versions.push(push.child('query')?.attrs['ver'])
      }
      expect(new Set(versions).size).toBe(changes.length)
    }
  },
)

verify(
  '2.6.3/versions-for-clients-that-never-asked',
  'a roster get and a roster set without a version',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    const push = await add(orchard, 'juliet@example.org')

    expect(roster.child('query')).toFit({ ver: /./ })
    expect(push.child('query')).toFit({ ver: /./ })
  },
)

/** Adds a contact and gives the push of it. */
async function add(session: Session, jid: string): Promise<Element> {
  session.send(xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`)
  return await session.next(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`,
  )
}

/** The version that a roster get names. */
async function latest(session: Session): Promise<string> {
  const roster = await session.request(xml`<iq type='get'><query xmlns='jabber:iq:roster' ver=''/></iq>`)
  return roster.child('query')?.attrs['ver'] ?? ''
}

/** What a client does to its copy of the roster on behalf of an item. */
function learn(cache: Map<string, string>, item: Element): void {
  const jid = item.attrs['jid'] ?? ''
  if (item.attrs['subscription'] === 'remove') cache.delete(jid)
  else cache.set(jid, item.attrs['name'] ?? '')
}
