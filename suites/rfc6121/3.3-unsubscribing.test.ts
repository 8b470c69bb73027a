import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, stateOf, states } from './states.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

const unsubscribe = { name: 'presence', type: 'unsubscribe' }

for (const { state, left } of [
  { state: 'To', left: 'none' },
  { state: 'Both', left: 'from' },
] as const) {
  verify(
    '3.3.2/pushes-the-unsubscribe-to-the-user',
    `to two resources, in ${state}`,
    async ({ accounts, components, fence }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const juliet = await components.peer('juliet')
      await enter(state, orchard, juliet, fence)
      const tomb = await romeo.login({ resource: 'tomb' })

      orchard.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
      const heard = await fence.after(orchard, [orchard, tomb])

      for (const session of [orchard, tomb]) {
        expect(heard.by(session)).toContainStanzas(
          1,
          xml`
            <iq type='set'>
              <query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='${left}'/></query>
            </iq>`,
        )
      }
    },
  )
}

verify('3.3.3/hands-the-unsubscribe-to-the-contact', 'to two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await juliet.login({ resource: 'chamber' })
  await subscribe(orchard, balcony)
  await fence.roundTrip(chamber)

  const sent = orchard.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
  const heard = await fence.after(orchard, [balcony, chamber])

  for (const session of [balcony, chamber]) {
    expect(heard.by(session)).toContainStanzas(1, { ...unsubscribe, from: romeo.bareJid, id: sent.id })
    expect(heard.by(session)).toContainStanzas(
      1,
      xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' subscription='none'/></query>
        </iq>`,
    )
  }
})

verify(
  '3.3.3/hands-the-unsubscribe-to-the-contact',
  'where the contact stays subscribed',
  async ({ accounts, components, fence }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const romeo = await components.peer('romeo')
    await enter('Both', balcony, romeo, fence)

    romeo.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(romeo, [balcony])

    expect(heard.by(balcony)).toContainStanzas(1, { ...unsubscribe, from: romeo.bareJid })
    expect(heard.by(balcony)).toContainStanzas(
      1,
      xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'><item jid='${romeo.bareJid}' subscription='to'/></query>
        </iq>`,
    )
  },
)

verify(
  '3.3.3/sends-unavailable-after-an-unsubscribe',
  'the contact has two resources',
  async ({ accounts, components, fence }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })
    const romeo = await components.peer('romeo')
    await enter('From', balcony, romeo, fence)

    romeo.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
    const heard = await fence.roundTrip(romeo)

    for (const from of [balcony.jid, chamber.jid]) {
      expect(heard.by(romeo)).toContainStanza({ name: 'presence', type: 'unavailable', from })
    }
  },
)

verify('3.3.3/delivers-the-unsubscribe-before-the-push', 'to two resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await juliet.login({ resource: 'chamber' })
  await subscribe(orchard, balcony)
  await fence.roundTrip(chamber)

  orchard.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
  const heard = await fence.after(orchard, [balcony, chamber])

  for (const session of [balcony, chamber]) {
    const order = heard
      .by(session)
      .stanzas.map(({ element }) => `${element.name} ${element.type}`)
      .filter((what) => what === 'presence unsubscribe' || what === 'iq set')
    expect(order.join(', ')).toBe('presence unsubscribe, iq set')
  }
})

for (const state of ['None', 'None + Pending Out', 'To'] as const) {
  verify(
    '3.3.3/ignores-an-unsubscribe-from-nothing',
    `the state is ${state}`,
    async ({ accounts, components, fence }) => {
      const [juliet] = await accounts.create('juliet')
      const balcony = await juliet.login({ resource: 'balcony' })
      const romeo = await components.peer('romeo')
      await enter(state, balcony, romeo, fence)

      romeo.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
      const heard = await fence.after(romeo, [balcony])
      const chamber = await juliet.login({ resource: 'chamber' })

      expect(heard.by(balcony)).not.toContainStanza(unsubscribe)
      expect(heard.by(balcony)).not.toContainStanza({ name: 'iq', type: 'set' })
      expect(await stateOf(romeo.bareJid, chamber)).toEqual(states[state].look)
    },
  )
}

verify(
  '3.3.3/forgets-a-request-that-is-withdrawn',
  'before the contact comes back',
  async ({ accounts, fence }) => {
    const [romeo, paris, juliet] = await accounts.create('romeo', 'paris', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const street = await paris.login({ resource: 'street' })
    for (const session of [orchard, street]) {
      session.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
    }
    await fence.roundTrip(orchard, street)

    orchard.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)
    await fence.roundTrip(orchard)
    const balcony = await juliet.connect({ resource: 'balcony' })
    balcony.send(xml`<presence/>`)
    await balcony.next({ name: 'presence', type: 'subscribe', from: paris.bareJid })
    const heard = await fence.roundTrip(balcony)
    const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(heard.by(balcony)).not.toContainStanza({
      name: 'presence',
      type: 'subscribe',
      from: romeo.bareJid,
    })
    expect(roster.child('query')?.elements()).toEqual([])
  },
)
