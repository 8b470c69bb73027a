import { conformance, expect } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('4.2.2/tells-subscribers', 'a contact comes online with another resource', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(balcony, orchard)

  const garden = await romeo.login({ resource: 'garden' })
  expect(await balcony.next({ name: 'presence', from: garden.jid })).toFit({ type: null })
})

verify('4.2.2/tells-own-resources', 'a user comes online with a second resource', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const garden = await romeo.login({ resource: 'garden' })

  expect(await orchard.next({ name: 'presence', from: garden.jid })).toFit({ type: null })
  // The login itself waits for the reflection to the new resource; both sides of it are told here.
  expect(garden.heardSoFar).toContainStanza({ name: 'presence', from: garden.jid, type: null })
})

verify('4.2.2/asks-after-contacts', 'a subscriber comes online after the contact', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(balcony, orchard)

  const chamber = await juliet.login({ resource: 'chamber' })
  expect(await chamber.next({ name: 'presence', from: orchard.jid })).toFit({ type: null })
})

verify(
  '4.2.3/reaches-all-resources',
  'a contact comes online to two resources of a subscriber',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber', priority: -1 })
    await subscribe(balcony, orchard)

    const garden = await romeo.login({ resource: 'garden' })
    for (const session of [balcony, chamber]) {
      expect(await session.next({ name: 'presence', from: garden.jid })).toFit({ type: null })
    }
  },
)
