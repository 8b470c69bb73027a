import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('4.5.2/tells-subscribers-everything', 'a contact says farewell', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  balcony.send(xml`<presence type='unavailable'><status>Parting is such sweet sorrow</status></presence>`)
  expect(await orchard.next({ name: 'presence', from: balcony.jid, type: 'unavailable' })).toFit(
    xml`<presence><status>Parting is such sweet sorrow</status></presence>`,
  )
})

verify(
  '4.5.2/tells-subscribers-who-is-gone',
  'a contact closes the stream without a farewell',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)

    await balcony.close()
    expect(await orchard.next({ name: 'presence', from: balcony.jid })).toFit({ type: 'unavailable' })
  },
)

verify(
  '4.5.2/tells-own-resources',
  'a user with two resources says farewell on one',
  async ({ accounts }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })

    balcony.send(xml`<presence type='unavailable' id='farewell'/>`)
    for (const session of [balcony, chamber]) {
      expect(await session.next({ name: 'presence', from: balcony.jid, type: 'unavailable' })).toFit({
        id: 'farewell',
      })
    }
  },
)

verify(
  '4.5.2/speaks-for-who-was-cut-off',
  'the connection of a contact is cut',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const garden = await romeo.login({ resource: 'garden' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)
    await fence.after(garden, [orchard])

    balcony.stream.reset()
    await orchard.next({ name: 'presence', from: balcony.jid, type: 'unavailable' })
    const heard = await fence.after(garden, [orchard])
    expect(heard.by(orchard)).toContainStanzas(1, {
      name: 'presence',
      from: balcony.jid,
      type: 'unavailable',
    })
  },
)

verify('4.5.2/may-come-back', 'a contact goes and comes back on the same stream', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  balcony.send(xml`<presence type='unavailable'/>`)
  await orchard.next({ name: 'presence', from: balcony.jid, type: 'unavailable' })
  balcony.send(xml`<presence><status>Here again</status></presence>`)
  expect(
    await orchard.next(xml`<presence from='${balcony.jid}'><status>Here again</status></presence>`),
  ).toFit({
    type: null,
  })
})

verify(
  '4.5.3/reaches-all-resources',
  'a contact says farewell before two resources',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const garden = await romeo.login({ resource: 'garden', priority: -3 })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)

    balcony.send(xml`<presence type='unavailable'/>`)
    for (const session of [orchard, garden]) {
      expect(await session.next({ name: 'presence', from: balcony.jid, type: 'unavailable' })).toFit({
        from: balcony.jid,
      })
    }
  },
)
