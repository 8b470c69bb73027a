import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, stateOf, states } from './states.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

const cancellation = { name: 'presence', type: 'unsubscribed' }

for (const state of ['None', 'None + Pending Out', 'To'] as const) {
  verify(
    '3.2.2/does-not-cancel-what-is-not-there',
    `the state is ${state}`,
    async ({ accounts, components, fence, observe }) => {
      const [juliet] = await accounts.create('juliet')
      const balcony = await juliet.login({ resource: 'balcony' })
      const romeo = await components.peer('romeo')
      await enter(state, balcony, romeo, fence)

      balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
      const heard = await fence.after(balcony, [romeo])

      expect(heard.by(romeo)).not.toContainStanza({ name: 'presence', type: 'unavailable' })
      const routed = heard.by(romeo).stanzas.some(({ element }) => element.type === 'unsubscribed')
      observe(`${routed ? 'routes' : 'does not route'} unsubscribed in ${state}`)
    },
  )
}

verify(
  '3.2.2/takes-back-a-pre-approval',
  'a request that comes later is shown to the contact',
  async ({ accounts, components, fence }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const romeo = await components.peer('romeo')
    balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
    await fence.after(balcony, [romeo])

    balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
    const cancelled = await fence.after(balcony, [romeo])
    romeo.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    const asked = await fence.after(romeo, [balcony])
    const answered = await fence.roundTrip(romeo)

    expect(cancelled.by(romeo)).not.toContainStanza(cancellation)
    expect(asked.by(balcony)).toContainStanza({ name: 'presence', type: 'subscribe', from: romeo.bareJid })
    expect(answered.by(romeo)).not.toContainStanza({ name: 'presence', type: 'subscribed' })
  },
)

verify('3.2.2/cancels-a-subscription', 'the contact has two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await juliet.login({ resource: 'chamber' })
  await subscribe(orchard, balcony)

  const sent = balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
  const heard = await fence.after(balcony, [orchard])

  expect(heard.by(orchard)).toContainStanzas(1, {
    ...cancellation,
    from: juliet.bareJid,
    to: romeo.bareJid,
    id: sent.id,
  })
  for (const from of [balcony.jid, chamber.jid]) {
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', type: 'unavailable', from })
  }
})

verify(
  '3.2.2/sends-unavailable-before-the-cancellation',
  'the contact has two resources',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await juliet.login({ resource: 'chamber' })
    await subscribe(orchard, balcony)

    balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(balcony, [orchard])

    const order = heard
      .by(orchard)
      .stanzas.filter(({ element }) => element.name === 'presence')
      .map(({ element }) => element.type)
    expect(order.join(', ')).toBe('unavailable, unavailable, unsubscribed')
  },
)

for (const { state, left } of [
  { state: 'From', left: 'none' },
  { state: 'Both', left: 'to' },
] as const) {
  verify(
    '3.2.2/pushes-the-cancellation-to-the-contact',
    `to two resources, in ${state}`,
    async ({ accounts, components, fence }) => {
      const [juliet] = await accounts.create('juliet')
      const balcony = await juliet.login({ resource: 'balcony' })
      const romeo = await components.peer('romeo')
      await enter(state, balcony, romeo, fence)
      const chamber = await juliet.login({ resource: 'chamber' })

      balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
      const heard = await fence.after(balcony, [balcony, chamber])

      for (const session of [balcony, chamber]) {
        expect(heard.by(session)).toContainStanzas(
          1,
          xml`
            <iq type='set'>
              <query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' subscription='${left}'/></query>
            </iq>`,
        )
      }
    },
  )
}

verify('3.2.3/hands-the-cancellation-to-the-user', 'to two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const tomb = await romeo.login({ resource: 'tomb' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)
  await fence.roundTrip(tomb)

  balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
  const heard = await fence.after(balcony, [orchard, tomb])

  for (const session of [orchard, tomb]) {
    expect(heard.by(session)).toContainStanzas(1, { ...cancellation, from: juliet.bareJid })
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='none'/></query>
        </iq>`,
    )
  }
})

verify(
  '3.2.3/hands-the-cancellation-to-the-user',
  'where the contact stays subscribed',
  async ({ accounts, components, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter('Both', orchard, juliet, fence)

    juliet.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
    const heard = await fence.after(juliet, [orchard])

    expect(heard.by(orchard)).toContainStanzas(1, { ...cancellation, from: juliet.bareJid })
    expect(heard.by(orchard)).toContainStanzas(
      1,
      xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='from'/></query>
        </iq>`,
    )
  },
)

verify('3.2.3/delivers-the-cancellation-before-the-push', 'to two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const tomb = await romeo.login({ resource: 'tomb' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)
  await fence.roundTrip(tomb)

  balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
  const heard = await fence.after(balcony, [orchard, tomb])

  for (const session of [orchard, tomb]) {
    const order = heard
      .by(session)
      .stanzas.map(({ element }) => `${element.name} ${element.type}`)
      .filter((what) => what === 'presence unsubscribed' || what === 'iq set')
    expect(order.join(', ')).toBe('presence unsubscribed, iq set')
  }
})

verify('3.2.3/delivers-unavailable-presence', 'to two resources', async ({ accounts, components, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const tomb = await romeo.login({ resource: 'tomb' })
  const juliet = await components.peer('juliet')
  await enter('To', orchard, juliet, fence)

  juliet.send(xml`<presence type='unavailable' to='${romeo.bareJid}'/>`)
  juliet.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
  const heard = await fence.after(juliet, [orchard, tomb])

  for (const session of [orchard, tomb]) {
    expect(heard.by(session)).toContainStanzas(1, {
      name: 'presence',
      type: 'unavailable',
      from: juliet.jid,
    })
  }
})

for (const state of ['None', 'None + Pending In', 'From'] as const) {
  verify(
    '3.2.3/ignores-a-cancellation-of-nothing',
    `the state is ${state}`,
    async ({ accounts, components, fence }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const juliet = await components.peer('juliet')
      await enter(state, orchard, juliet, fence)

      juliet.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)
      const heard = await fence.after(juliet, [orchard])
      const chamber = await romeo.login({ resource: 'chamber' })

      expect(heard.by(orchard)).not.toContainStanza(cancellation)
      expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
      expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[state].look)
    },
  )
}
