import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter } from './states.ts'

const verify = conformance(rfc6121)

verify('3.1.3/never-approves-by-itself', 'the contact is available', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await fence.after(orchard, [balcony])
  const heard = await fence.after(balcony, [orchard])
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', type: 'subscribed' })
  expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: balcony.jid })
  expect(roster.child('query')?.child('item')).toFit({ subscription: 'none', ask: 'subscribe' })
})

verify(
  '3.1.3/never-approves-by-itself',
  'the contact is subscribed to the user',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    balcony.send(xml`<presence type='subscribe' to='${romeo.bareJid}'/>`)
    await orchard.next({ name: 'presence', type: 'subscribe' })
    orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
    await balcony.next({ name: 'presence', type: null, from: orchard.jid })

    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    await fence.after(orchard, [balcony])
    const heard = await fence.after(balcony, [orchard])
    const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', type: 'subscribed' })
    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: balcony.jid })
    expect(roster.child('query')?.child('item')).toFit({ subscription: 'from', ask: 'subscribe' })
  },
)

verify(
  '3.1.3/delivers-to-all-available-resources',
  'two of them, at different priorities',
  async ({ accounts, observe, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony', priority: 5 })
    const chamber = await juliet.login({ resource: 'chamber', priority: 0 })
    const silent = await juliet.connect({ resource: 'silent' })

    const sent = orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(orchard, [balcony, chamber, silent])

    for (const session of [balcony, chamber]) {
      expect(heard.by(session)).toContainStanzas(1, {
        name: 'presence',
        type: 'subscribe',
        from: romeo.bareJid,
        to: juliet.bareJid,
        id: sent.id,
      })
    }
    const unavailable = heard.by(silent).stanzas.some(({ element }) => element.is('presence'))
    observe(`a resource that sent no presence gets ${unavailable ? 'requests, too' : 'no request'}`)
  },
)

verify(
  '3.1.3/approves-again-for-a-subscriber',
  'one on another domain asks once more',
  async ({ accounts, components, fence }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const romeo = await components.peer('romeo')
    await enter('From', balcony, romeo, fence)

    romeo.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)

    const heard = await fence.roundTrip(romeo)

    expect(heard.by(romeo)).toContainStanza({
      name: 'presence',
      type: 'subscribed',
      from: juliet.bareJid,
      to: romeo.bareJid,
    })
  },
)

verify('3.1.3/approves-what-was-pre-approved', 'the contact is available', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
  await balcony.next({ name: 'iq', type: 'set' })

  const orchard = await romeo.login({ resource: 'orchard' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)

  const heard = await fence.roundTrip(orchard)

  expect(heard.by(orchard)).toContainStanza({
    name: 'presence',
    type: 'subscribed',
    from: juliet.bareJid,
    to: romeo.bareJid,
  })
})

verify(
  '3.1.3/approves-what-was-pre-approved',
  'the contact is away when the request comes',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
    await balcony.next({ name: 'iq', type: 'set' })
    await balcony.close()

    const orchard = await romeo.login({ resource: 'orchard' })
    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)

    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).toContainStanza({
      name: 'presence',
      type: 'subscribed',
      from: juliet.bareJid,
      to: romeo.bareJid,
    })
  },
)

verify('3.1.3/keeps-the-complete-request', 'with a status and a payload', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  const sent = orchard.send(xml`
    <presence type='subscribe' to='${juliet.bareJid}'>
      <status>It is the east</status>
      <nick xmlns='http://jabber.org/protocol/nick'>Romeo</nick>
      <lark xmlns='urn:touchstone:test' sings='yes'><feather>a &amp; b</feather></lark>
    </presence>`)
  await fence.roundTrip(orchard)
  const balcony = await juliet.login({ resource: 'balcony' })

  const request = await balcony.next({ name: 'presence', type: 'subscribe' })
  expect(request).toFit(xml`
    <presence type='subscribe' from='${romeo.bareJid}' id='${sent.id}'>
      <status>It is the east</status>
      <nick xmlns='http://jabber.org/protocol/nick'>Romeo</nick>
      <lark xmlns='urn:touchstone:test' sings='yes'><feather>a &amp; b</feather></lark>
    </presence>`)
})

verify(
  '3.1.3/keeps-the-complete-request',
  'the contact is connected, not available',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.connect({ resource: 'balcony' })

    const sent = orchard.send(
      xml`<presence type='subscribe' to='${juliet.bareJid}'><status>Soft!</status></presence>`,
    )
    await fence.after(orchard, [balcony])
    balcony.send(xml`<presence/>`)

    const request = await balcony.next({ name: 'presence', type: 'subscribe' })
    expect(request).toFit(
      xml`<presence type='subscribe' from='${romeo.bareJid}' id='${sent.id}'><status>Soft!</status></presence>`,
    )
  },
)

verify('3.1.3/delivers-until-answered', 'nobody answers', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard)

  for (const resource of ['balcony', 'chamber', 'tomb']) {
    const session = await juliet.login({ resource })
    const request = await session.next({ name: 'presence', type: 'subscribe' })
    expect(request).toFit({ from: romeo.bareJid })
    await session.close()
  }
})

verify('3.1.3/delivers-until-answered', 'a request that was delivered at once', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe' })

  const chamber = await juliet.login({ resource: 'chamber' })

  const request = await chamber.next({ name: 'presence', type: 'subscribe' })
  expect(request).toFit({ from: romeo.bareJid })
})

for (const answer of ['subscribed', 'unsubscribed']) {
  verify('3.1.3/delivers-until-answered', `the answer is ${answer}`, async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    await fence.roundTrip(orchard)
    const balcony = await juliet.login({ resource: 'balcony' })
    await balcony.next({ name: 'presence', type: 'subscribe' })

    balcony.send(xml`<presence type='${answer}' to='${romeo.bareJid}'/>`)
    await orchard.next({ name: 'presence', type: answer })
    const chamber = await juliet.login({ resource: 'chamber' })

    const heard = chamber.inbox.map(({ at, element }) => ({ at, element }))
    expect({ who: chamber.name, stanzas: heard }).not.toContainStanza({ name: 'presence', type: 'subscribe' })
  })
}

verify('3.1.3/keeps-one-request-of-a-user', 'three of one, one of another', async ({ accounts, fence }) => {
  const [romeo, paris, juliet] = await accounts.create('romeo', 'paris', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const street = await paris.login({ resource: 'street' })

  for (const status of ['first', 'second', 'third']) {
    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'><status>${status}</status></presence>`)
  }
  street.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard, street)
  const balcony = await juliet.connect({ resource: 'balcony' })
  balcony.send(xml`<presence/>`)
  await balcony.next({ name: 'presence', type: 'subscribe', from: romeo.bareJid })
  await balcony.next({ name: 'presence', type: 'subscribe', from: paris.bareJid })
  const heard = await fence.roundTrip(balcony)

  expect(heard.by(balcony)).toContainStanzas(1, { name: 'presence', type: 'subscribe', from: romeo.bareJid })
  expect(heard.by(balcony)).toContainStanzas(1, { name: 'presence', type: 'subscribe', from: paris.bareJid })
})

verify('3.1.3/adds-no-item-before-approval', 'the contact is available', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe' })
  const heard = await fence.after(orchard, [balcony])
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(heard.by(balcony)).not.toContainStanza({ name: 'iq', type: 'set' })
  expect(roster.child('query')?.elements()).toEqual([])
})

verify('3.1.3/adds-no-item-before-approval', 'the contact comes back later', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard)

  const balcony = await juliet.login({ resource: 'balcony' })
  await balcony.next({ name: 'presence', type: 'subscribe' })
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(roster.child('query')?.elements()).toEqual([])
})

verify(
  '3.1.3/adds-no-item-before-approval',
  'the contact has an item of the user already',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await balcony.request(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' name='Romeo'/></query></iq>`,
    )
    await fence.roundTrip(balcony)

    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    await balcony.next({ name: 'presence', type: 'subscribe' })
    const heard = await fence.after(orchard, [balcony])
    const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(heard.by(balcony)).not.toContainStanza({ name: 'iq', type: 'set' })
    expect(roster).toFit(xml`
      <iq type='result'>
        <query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' name='Romeo' subscription='none'/></query>
      </iq>`)
  },
)
