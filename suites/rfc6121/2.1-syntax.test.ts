import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('2.1.1/ver-comes-from-the-server', 'a roster set names one of its own', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster' ver='made-by-romeo'><item jid='juliet@example.org'/></query>
    </iq>`)
  const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster' ver=''/></iq>`)

  expect(push.child('query')).toFit({ ver: /^(?!made-by-romeo$)/ })
  expect(roster.child('query')).toFit({ ver: /^(?!made-by-romeo$)/ })
})

verify('2.1.2.1/tells-of-pre-approval', 'after subscribed without a request', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard)
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' approved='true'/></query>
    </iq>`)
})

verify('2.1.2.2/tells-of-pending-out', 'after subscribe, before any answer', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard)
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' ask='subscribe' subscription='none'/></query>
    </iq>`)
})

verify('2.1.2.3/every-item-has-a-jid', 'a client sets an item without one', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item name='Nobody'/></query></iq>`,
  )
  const heard = await fence.roundTrip(orchard)

  expect(answer).toBeStanzaError(['bad-request', 'not-acceptable'])
  expect(heard.by(orchard)).not.toContainStanza(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
})

verify('2.1.2.3/every-item-has-a-jid', 'items come in pushes and in a result', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  for (const jid of ['juliet@example.org', 'example.net']) {
    orchard.send(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}' name='${jid}'/></query></iq>`,
    )
    const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
    expect(push).toFit(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}' name='${jid}'/></query></iq>`,
    )
  }
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'><item jid='juliet@example.org'/><item jid='example.net'/></query>
    </iq>`)
})

for (const subscription of ['both', 'to', 'from', 'bogus']) {
  verify(
    '2.1.2.5/heeds-no-subscription-but-remove',
    `a client sets subscription=${subscription}`,
    async ({ accounts }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'>
            <item jid='juliet@example.org' name='Juliet' subscription='${subscription}'/>
          </query>
        </iq>`)
      const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
      const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

      expect(answer).toFit({ name: 'iq', type: 'result' })
      for (const stanza of [push, roster]) {
        const item = stanza.child('query')?.child('item')
        expect(item).toFit(xml`<item xmlns='jabber:iq:roster' jid='juliet@example.org' name='Juliet'/>`)
        expect(item?.attrs['subscription'] ?? 'none').toBe('none')
      }
    },
  )
}

verify('2.1.4/empty-roster-is-a-result', 'a new account asks for its roster', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect({ resource: 'orchard' })

  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster).toFit(xml`<iq type='result'><query xmlns='jabber:iq:roster'/></iq>`)
  expect(roster.child('query')?.elements()).toEqual([])
})

verify('2.1.6/push-holds-one-item', 'a roster grows by one contact after another', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  for (const jid of ['juliet@example.org', 'nurse@example.org', 'mercutio@example.org']) {
    orchard.send(xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`)
    const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
    expect(push).toFit(xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`)
    expect(push.child('query')?.elements()).toHaveLength(1)
  }
})

verify(
  '2.1.6/push-comes-from-the-own-account',
  'another resource of the account sets an item',
  async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const chamber = await romeo.login({ resource: 'chamber' })

    orchard.send(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@example.org'/></query></iq>`,
    )

    for (const session of [orchard, chamber]) {
      const push = await session.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
      expect([undefined, romeo.bareJid]).toContain(push.from)
      observe(push.from === undefined ? 'pushes have no from' : 'pushes come from the bare JID')
    }
  },
)

verify(
  '2.1.6/heeds-no-error-to-a-push',
  'a client answers a push with an error',
  async ({ accounts, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const chamber = await romeo.login({ resource: 'chamber' })
    await orchard.request(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@example.org'/></query></iq>`,
    )
    const refused = await chamber.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
    await fence.roundTrip(chamber)

    chamber.send(xml`
    <iq type='error' id='${refused.id ?? ''}'>
      <error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </iq>`)
    const heard = await fence.roundTrip(chamber)
    const next = orchard.send(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='nurse@example.org'/></query></iq>`,
    )
    await orchard.next({ name: 'iq', type: 'result', id: next.id })

    expect(heard.by(chamber).stanzas).toEqual([])
    const push = await chamber.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
    expect(push.child('query')?.child('item')).toFit({ jid: 'nurse@example.org' })
    const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    expect(roster).toFit(xml`
    <iq type='result'>
      <query xmlns='jabber:iq:roster'><item jid='juliet@example.org'/><item jid='nurse@example.org'/></query>
    </iq>`)
  },
)
