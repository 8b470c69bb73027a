import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('4.6.3/reaches-a-stranger', 'a user shows presence to a stranger', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(xml`<presence to='${juliet.bareJid}' id='look'><status>Below thy window</status></presence>`)
  expect(await balcony.next({ name: 'presence', from: orchard.jid, id: 'look' })).toFit(
    xml`<presence><status>Below thy window</status></presence>`,
  )
})

verify(
  '4.6.3/stranger-hears-of-the-end',
  'a user who showed presence to a stranger goes',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const garden = await romeo.login({ resource: 'garden' })
    const balcony = await juliet.login({ resource: 'balcony' })
    orchard.send(xml`<presence to='${balcony.jid}'/>`)
    await fence.after(orchard, [balcony])

    orchard.send(xml`<presence type='unavailable'/>`)
    await orchard.next({ name: 'presence', type: 'unavailable', from: orchard.jid })
    await fence.after(orchard, [garden])
    const heard = await fence.after(garden, [balcony])
    expect(heard.by(balcony)).toContainStanzas(1, {
      name: 'presence',
      from: orchard.jid,
      type: 'unavailable',
    })
  },
)

verify('4.6.3/reaches-a-subscriber', 'a user shows another mood to one subscriber', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(balcony, orchard)

  orchard.send(xml`<presence to='${juliet.bareJid}' id='look'><status>For thee alone</status></presence>`)
  expect(await balcony.next({ name: 'presence', from: orchard.jid, id: 'look' })).toFit({ type: null })
})

verify(
  '4.6.3/works-without-initial-presence',
  'a resource that is connected and not available',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.connect({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence to='${juliet.bareJid}' id='look'/>`)
    expect(await balcony.next({ name: 'presence', from: orchard.jid, id: 'look' })).toFit({ type: null })
  },
)

verify(
  '4.6.1/taken-back-once',
  'a user takes directed presence back and goes later',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    orchard.send(xml`<presence to='${balcony.jid}'/>`)
    orchard.send(xml`<presence to='${balcony.jid}' type='unavailable'/>`)
    const first = await fence.after(orchard, [balcony])
    expect(first.by(balcony)).toContainStanza({ name: 'presence', from: orchard.jid, type: 'unavailable' })

    orchard.send(xml`<presence type='unavailable'/>`)
    const heard = await fence.after(orchard, [balcony])
    expect(heard.by(balcony)).not.toContainStanza({ name: 'presence', from: orchard.jid })
  },
)

verify(
  '4.6.1/subscriber-hears-broadcasts',
  'a contact is shown presence, then subscribes',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    orchard.send(xml`<presence to='${juliet.bareJid}'/>`)
    await balcony.next({ name: 'presence', from: orchard.jid })
    await subscribe(balcony, orchard)

    orchard.send(xml`<presence><status>In love</status></presence>`)
    const heard = await fence.after(orchard, [balcony])
    expect(heard.by(balcony)).toContainStanzas(
      1,
      xml`<presence from='${orchard.jid}'><status>In love</status></presence>`,
    )
  },
)

verify(
  '4.6.1/cancellation-takes-presence-back',
  'a subscriber who was shown presence, too',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(balcony, orchard)
    orchard.send(xml`<presence to='${juliet.bareJid}'/>`)
    await fence.after(orchard, [balcony])

    orchard.send(xml`<presence type='unsubscribed' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(orchard, [balcony])
    expect(heard.by(balcony)).toContainStanza({
      name: 'presence',
      from: orchard.jid,
      type: 'unavailable',
    })
  },
)

verify(
  '4.6.6/subscription-comes-first',
  'a subscriber who was shown another mood probes',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(balcony, orchard)
    orchard.send(xml`<presence><status>In love</status></presence>`)
    orchard.send(xml`<presence to='${juliet.bareJid}'><status>For thee alone</status></presence>`)
    await fence.after(orchard, [balcony])

    balcony.send(xml`<presence type='probe' to='${romeo.bareJid}'/>`)
    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).toContainStanza(
      xml`<presence from='${orchard.jid}'><status>In love</status></presence>`,
    )
  },
)

verify(
  '4.6.6/answers-whom-presence-was-shown',
  'a stranger probes the resource that showed presence',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const garden = await romeo.login({ resource: 'garden' })
    const balcony = await juliet.login({ resource: 'balcony' })
    orchard.send(xml`<presence to='${balcony.jid}'><status>For thee alone</status></presence>`)
    await fence.after(orchard, [balcony])

    balcony.send(xml`<presence type='probe' to='${orchard.jid}'/>`)
    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).toContainStanza({ name: 'presence', from: orchard.jid, type: null })
    expect(heard.by(balcony)).not.toContainStanza(xml`<presence><status/></presence>`)
    expect(heard.by(balcony)).not.toContainStanza({ name: 'presence', from: garden.jid })
  },
)
