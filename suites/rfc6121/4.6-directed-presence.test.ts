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
