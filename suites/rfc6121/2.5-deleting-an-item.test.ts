import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('2.5.2/removes-and-pushes', 'one of two items, with two resources', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chamber = await romeo.login({ resource: 'chamber' })
  for (const jid of ['nurse@example.org', 'juliet@example.org']) {
    await orchard.request(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}' name='Someone'/></query></iq>`,
    )
  }
  await fence.roundTrip(orchard, chamber)

  const answer = await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' subscription='remove'/></query>
    </iq>`)
  const roster = await chamber.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
  const heard = await fence.roundTrip(orchard, chamber)

  expect(answer).toFit({ name: 'iq', type: 'result' })
  expect(
    roster
      .child('query')
      ?.elements()
      .map((item) => item.attrs['jid']),
  ).toEqual(['juliet@example.org'])
  for (const session of [orchard, chamber]) {
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' subscription='remove'/></query>
        </iq>`,
    )
    expect(heard.by(session)).toContainStanzas(1, { name: 'iq', type: 'set' })
  }
})

verify('2.5.2/removes-and-pushes', 'what was removed can be added again', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  for (const item of [
    xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org' name='Nurse'><group>Servants</group></item>`,
    xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org' subscription='remove'/>`,
    xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org'/>`,
  ]) {
    const answer = await orchard.request(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'>${item}</query></iq>`,
    )
    expect(answer).toFit({ name: 'iq', type: 'result' })
  }
  await orchard.close()

  const chamber = await romeo.connect({ resource: 'chamber' })
  const roster = await chamber.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  const [item, ...others] = roster.child('query')?.elements() ?? []
  expect(others).toEqual([])
  expect(item).toFit(xml`<item xmlns='jabber:iq:roster' jid='nurse@example.org' subscription='none'/>`)
  expect(item?.attrs['name'] ?? '').toBe('')
  expect(item?.elements()).toEqual([])
})

verify('2.5.2/unsubscribes-from-the-contact', 'from one who is available', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  orchard.send(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='remove'/></query>
    </iq>`)
  const heard = await fence.after(orchard, [balcony])
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(heard.by(balcony)).toContainStanza({ name: 'presence', type: 'unsubscribe', from: romeo.bareJid })
  expect(heard.by(balcony)).not.toContainStanza({ name: 'presence', type: 'unsubscribed' })
  expect(roster.child('query')?.child('item')).toFit({ jid: romeo.bareJid, subscription: 'none' })
})

verify('2.5.2/unsubscribes-from-the-contact', 'from one who is away', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)
  await balcony.close()

  orchard.send(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='remove'/></query>
    </iq>`)
  await fence.roundTrip(orchard)

  const chamber = await juliet.connect({ resource: 'chamber' })
  const roster = await chamber.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
  expect(roster.child('query')?.child('item')).toFit({ jid: romeo.bareJid, subscription: 'none' })
})

verify(
  '2.5.2/cancels-the-subscription-of-the-contact',
  'of one who is available',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(balcony, orchard)

    orchard.send(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='remove'/></query>
      </iq>`)
    const heard = await fence.after(orchard, [balcony])
    const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(heard.by(balcony)).toContainStanza({ name: 'presence', type: 'unsubscribed', from: romeo.bareJid })
    expect(heard.by(balcony)).not.toContainStanza({ name: 'presence', type: 'unsubscribe' })
    expect(roster.child('query')?.child('item')).toFit({ jid: romeo.bareJid, subscription: 'none' })
  },
)

verify('2.5.2/ends-a-mutual-subscription', 'with one who is available', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)
  await subscribe(balcony, orchard)

  orchard.send(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='remove'/></query>
    </iq>`)
  const heard = await fence.after(orchard, [balcony])
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(heard.by(balcony)).toContainStanza({ name: 'presence', type: 'unsubscribe', from: romeo.bareJid })
  expect(heard.by(balcony)).toContainStanza({ name: 'presence', type: 'unsubscribed', from: romeo.bareJid })
  expect(roster.child('query')?.child('item')).toFit({ jid: romeo.bareJid, subscription: 'none' })
})

verify('2.5.3/unknown-item-is-not-found', 'never in the roster', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' subscription='remove'/></query>
    </iq>`)
  const heard = await fence.roundTrip(orchard)

  expect(answer).toBeStanzaError('item-not-found')
  expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
})

verify('2.5.3/unknown-item-is-not-found', 'removed before', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  await orchard.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='nurse@example.org'/></query></iq>`,
  )
  const removal = xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' subscription='remove'/></query>
    </iq>`

  expect(await orchard.request(removal)).toFit({ name: 'iq', type: 'result' })
  expect(await orchard.request(removal)).toBeStanzaError('item-not-found')
})
