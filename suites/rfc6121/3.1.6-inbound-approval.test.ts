import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, stateOf, states } from './states.ts'

const verify = conformance(rfc6121)

const approval = { name: 'presence', type: 'subscribed' }

verify('3.1.6/hands-the-approval-to-the-user', 'to two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chamber = await romeo.login({ resource: 'chamber' })
  const balcony = await juliet.login({ resource: 'balcony' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe' })
  await fence.roundTrip(orchard, chamber)

  balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
  const heard = await fence.after(balcony, [orchard, chamber])

  for (const session of [orchard, chamber]) {
    expect(heard.by(session)).toContainStanzas(1, { ...approval, from: juliet.bareJid })
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='to'/></query>
        </iq>`,
    )
  }
})

verify(
  '3.1.6/hands-the-approval-to-the-user',
  'of a contact who is subscribed',
  async ({ accounts, components, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter('From + Pending Out', orchard, juliet, fence)

    juliet.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(juliet, [orchard])

    expect(heard.by(orchard)).toContainStanzas(1, { ...approval, from: juliet.bareJid })
    expect(heard.by(orchard)).toContainStanzas(
      1,
      xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='both'/></query>
      </iq>`,
    )
  },
)

verify('3.1.6/delivers-the-approval-before-the-push', 'two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chamber = await romeo.login({ resource: 'chamber' })
  const balcony = await juliet.login({ resource: 'balcony' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe' })
  await fence.roundTrip(orchard, chamber)

  balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
  const heard = await fence.after(balcony, [orchard, chamber])

  for (const session of [orchard, chamber]) {
    const order = heard
      .by(session)
      .stanzas.map(({ element }) => `${element.name} ${element.type ?? 'available'}`)
      .filter((what) => what === 'presence subscribed' || what === 'iq set')
    expect(order.join(', ')).toBe('presence subscribed, iq set')
  }
})

verify(
  '3.1.6/delivers-presence-to-all-available-resources',
  'two of the contact, two of the user',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const tomb = await romeo.login({ resource: 'tomb' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })
    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    await balcony.next({ name: 'presence', type: 'subscribe' })

    balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(balcony, [orchard, tomb])

    for (const session of [orchard, tomb]) {
      expect(heard.by(session)).toContainStanza({ name: 'presence', from: balcony.jid, type: null })
      expect(heard.by(session)).toContainStanza({ name: 'presence', from: chamber.jid, type: null })
    }
  },
)

for (const state of ['None', 'None + Pending In', 'From', 'To', 'Both'] as const) {
  verify(
    '3.1.6/ignores-an-approval-nobody-asked-for',
    `the state is ${state}`,
    async ({ accounts, components, fence }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const juliet = await components.peer('juliet')
      await enter(state, orchard, juliet, fence)

      juliet.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
      const heard = await fence.after(juliet, [orchard])
      const chamber = await romeo.login({ resource: 'chamber' })

      expect(heard.by(orchard)).not.toContainStanza(approval)
      expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
      expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[state].look)
    },
  )
}
