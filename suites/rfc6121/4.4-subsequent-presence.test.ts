import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('4.4.2/tells-subscribers-everything', 'a contact changes mood', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  balcony.send(
    xml`<presence id='mood'><show>away</show><status>Sighing</status><x xmlns='urn:example:mood'>sad</x></presence>`,
  )
  expect(await orchard.next({ name: 'presence', from: balcony.jid, id: 'mood' })).toFit(
    xml`<presence><show>away</show><status>Sighing</status><x xmlns='urn:example:mood'>sad</x></presence>`,
  )
})

verify('4.4.2/tells-own-resources', 'a user with two resources changes mood', async ({ accounts }) => {
  const [juliet] = await accounts.create('juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await juliet.login({ resource: 'chamber' })

  balcony.send(xml`<presence id='mood'><status>Sighing</status></presence>`)
  for (const session of [balcony, chamber]) {
    expect(await session.next({ name: 'presence', from: balcony.jid, id: 'mood' })).toFit(
      xml`<presence><status>Sighing</status></presence>`,
    )
  }
})

verify('4.4.3/reaches-all-resources', 'a contact changes mood before two resources', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const garden = await romeo.login({ resource: 'garden', priority: -3 })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  balcony.send(xml`<presence id='mood'><status>Sighing</status></presence>`)
  for (const session of [orchard, garden]) {
    expect(await session.next({ name: 'presence', from: balcony.jid, id: 'mood' })).toFit({ type: null })
  }
})
