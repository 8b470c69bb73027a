import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('2.3.2/creates-the-item', 'a contact with handle and group', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='nurse@example.org' name='Nurse'><group>Servants</group></item>
      </query>
    </iq>`)
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'>
        <item jid='nurse@example.org' name='Nurse'><group>Servants</group></item>
      </query>
    </iq>`)
})

verify('2.3.2/creates-the-item', 'a subscription request precedes the roster set', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await orchard.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' name='Juliet'/></query></iq>`,
  )
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'>
        <item jid='${juliet.bareJid}' name='Juliet' subscription='none' ask='subscribe'/>
      </query>
    </iq>`)
})

verify('2.3.2/answers-the-one-who-set', 'one of two resources', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chamber = await romeo.login({ resource: 'chamber' })

  const sent = orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='nurse@example.org'/></query></iq>`,
  )
  const heard = await fence.roundTrip(orchard, chamber)

  expect(heard.by(orchard)).toContainStanzas(1, { name: 'iq', type: 'result', id: sent.id })
})

verify('2.3.2/pushes-the-new-item', 'to two resources', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chamber = await romeo.login({ resource: 'chamber' })

  orchard.send(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='nurse@example.org' name='Nurse'><group>Servants</group></item>
      </query>
    </iq>`)

  for (const session of [orchard, chamber]) {
    const push = await session.next({ name: 'iq', type: 'set' })
    expect(push).toFit(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'>
          <item jid='nurse@example.org' name='Nurse' subscription='none'><group>Servants</group></item>
        </query>
      </iq>`)
  }
})

const UNUSABLE = [
  { what: 'no item', query: xml`<query xmlns='jabber:iq:roster'/>` },
  {
    what: 'an address without a domain',
    query: xml`<query xmlns='jabber:iq:roster'><item jid='nurse@'/></query>`,
  },
  { what: 'an empty address', query: xml`<query xmlns='jabber:iq:roster'><item jid=''/></query>` },
  {
    what: 'something else than an item',
    query: xml`<query xmlns='jabber:iq:roster'><contact jid='nurse@example.org'/></query>`,
  },
]
for (const { what, query } of UNUSABLE) {
  verify('2.3.3/answers-failure-with-an-error', `a roster set with ${what}`, async ({ accounts, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(xml`<iq type='set'>${query}</iq>`)
    const heard = await fence.roundTrip(orchard)
    const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(answer).toBeStanzaError(['bad-request', 'jid-malformed', 'not-acceptable'])
    expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
    expect(roster.child('query')?.elements()).toEqual([])
  })
}

verify('2.3.3/forbids-strangers-to-set', 'a set with to of another account', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`
    <iq type='set' to='${juliet.bareJid}'>
      <query xmlns='jabber:iq:roster'><item jid='nurse@example.org'/></query>
    </iq>`)

  expect(answer).toBeStanzaError('forbidden')
})

verify('2.3.3/refuses-two-items', 'both are new', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='nurse@example.org' name='Nurse'/>
        <item jid='mother@example.org' name='Mom'/>
      </query>
    </iq>`)
  const heard = await fence.roundTrip(orchard)

  expect(answer).toBeStanzaError('bad-request')
  expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
})

verify('2.3.3/refuses-duplicate-groups', 'the same characters twice', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='nurse@example.org'><group>Servants</group><group>Servants</group></item>
      </query>
    </iq>`)
  const heard = await fence.roundTrip(orchard)

  expect(answer).toBeStanzaError('bad-request')
  expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
})

verify('2.3.3/refuses-an-empty-group', 'beside a group that has a name', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='nurse@example.org'><group>Servants</group><group></group></item>
      </query>
    </iq>`)
  const heard = await fence.roundTrip(orchard)

  expect(answer).toBeStanzaError('not-acceptable')
  expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
})

const LONG = 'Montague'.repeat(512)
const TOO_LONG = [
  { what: 'handle', item: xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org' name='${LONG}'/>` },
  {
    what: 'group',
    item: xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org'><group>${LONG}</group></item>`,
  },
]
for (const { what, item } of TOO_LONG) {
  verify(
    '2.3.3/refuses-what-is-too-long',
    `a ${what} of ${LONG.length} characters`,
    async ({ accounts, observe }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(
        xml`<iq type='set'><query xmlns='jabber:iq:roster'>${item}</query></iq>`,
      )
      const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

      if (answer.type === 'result') {
        observe(`takes a ${what} of ${LONG.length} characters`)
        expect(roster.child('query')?.child('item')).toFit(item)
      } else {
        observe(`has a limit below ${LONG.length} characters for a ${what}`)
        expect(answer).toBeStanzaError('not-acceptable')
        expect(roster.child('query')?.elements()).toEqual([])
      }
    },
  )
}
