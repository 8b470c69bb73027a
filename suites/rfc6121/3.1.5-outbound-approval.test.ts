import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('3.1.5/delivers-the-approval', 'from one of two resources', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await juliet.login({ resource: 'chamber' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe' })

  const sent = balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)

  const approval = await orchard.next({ name: 'presence', type: 'subscribed' })
  expect(approval).toFit({ from: juliet.bareJid, id: sent.id })
})

verify('3.1.5/pushes-the-approval-to-the-contact', 'to two resources', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await juliet.login({ resource: 'chamber' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe' })

  balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)

  for (const session of [balcony, chamber]) {
    const push = await session.next({ name: 'iq', type: 'set' })
    expect(push).toFit(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' subscription='from'/></query>
      </iq>`)
  }
})

verify(
  '3.1.5/sends-current-presence',
  'two available resources, and one that sent no presence',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })
    const silent = await juliet.connect({ resource: 'silent' })
    chamber.send(xml`<presence><show>away</show><status>Asleep</status></presence>`)
    await fence.roundTrip(chamber)
    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    await balcony.next({ name: 'presence', type: 'subscribe' })

    balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(balcony, [orchard])

    expect(heard.by(orchard)).toContainStanzas(1, { name: 'presence', from: balcony.jid, type: null })
    expect(heard.by(orchard)).toContainStanzas(1, { name: 'presence', from: chamber.jid, type: null })
    expect(heard.by(orchard)).toContainStanza(
      xml`<presence from='${chamber.jid}'><show>away</show><status>Asleep</status></presence>`,
    )
    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: silent.jid })
  },
)
