import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter, stateOf, states } from './states.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('3.4/advertises-pre-approval', 'in the features after the login', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect({ resource: 'orchard' })

  const offered = orchard.stream.events
    .filter((event) => event.kind === 'element')
    .findLast(({ element }) => element.name === 'features')

  expect(offered?.element).toFit(xml`
    <stream:features xmlns:stream='http://etherx.jabber.org/streams'>
      <sub xmlns='urn:xmpp:features:pre-approval'/>
    </stream:features>`)
})

for (const state of ['From', 'From + Pending Out', 'Both'] as const) {
  verify(
    '3.4.2/ignores-approval-of-a-subscriber',
    `the state is ${state}`,
    async ({ accounts, components, fence }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const juliet = await components.peer('juliet')
      await enter(state, orchard, juliet, fence)

      orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
      const heard = await fence.roundTrip(orchard)
      const chamber = await romeo.login({ resource: 'chamber' })

      expect(heard.by(orchard).stanzas).toEqual([])
      expect(await stateOf(juliet.bareJid, chamber)).toEqual(states[state].look)
    },
  )
}

for (const { before, subscription, ask } of [
  { before: 'None + Pending In', subscription: 'from', ask: null },
  { before: 'None + Pending Out+In', subscription: 'from', ask: 'subscribe' },
  { before: 'To + Pending In', subscription: 'both', ask: null },
] as const) {
  verify(
    '3.4.2/takes-an-approval-for-the-request-that-is-pending',
    `the state is ${before}`,
    async ({ accounts, components, fence }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const juliet = await components.peer('juliet')
      await enter(before, orchard, juliet, fence)

      orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
      const routed = await fence.after(orchard, [juliet])
      const pushed = await fence.roundTrip(orchard)

      expect(routed.by(juliet)).toContainStanzas(1, {
        name: 'presence',
        type: 'subscribed',
        from: romeo.bareJid,
      })
      const pushes = pushed.by(orchard).stanzas.filter(({ element }) => element.type === 'set')
      expect(pushes).toHaveLength(1)
      expect(pushes[0]?.element.child('query')?.child('item')).toFit({
        jid: juliet.bareJid,
        subscription,
        ask,
      })
    },
  )
}

verify('3.4.2/notes-a-pre-approval-in-the-item', 'of a contact with a handle', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  await orchard.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' name='Juliet'/></query></iq>`,
  )
  await orchard.next({ name: 'iq', type: 'set' })

  orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)

  const push = await orchard.next({ name: 'iq', type: 'set' })
  expect(push).toFit(xml`
    <iq type='set'>
      <query xmlns='jabber:iq:roster'>
        <item jid='${juliet.bareJid}' name='Juliet' subscription='none' approved='true'/>
      </query>
    </iq>`)
})

verify(
  '3.4.2/notes-a-pre-approval-in-the-item',
  'of a contact to whom the user is subscribed',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)

    orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).toContainStanza(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'>
          <item jid='${juliet.bareJid}' subscription='to' approved='true'/>
        </query>
      </iq>`)
  },
)

verify('3.4.2/makes-an-item-for-a-pre-approval', 'pushed to two resources', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const tomb = await romeo.login({ resource: 'tomb' })

  orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)

  for (const session of [orchard, tomb]) {
    const push = await session.next({ name: 'iq', type: 'set' })
    expect(push).toFit(xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'>
          <item jid='${juliet.bareJid}' subscription='none' approved='true'/>
        </query>
      </iq>`)
  }
})

for (const state of ['None', 'None + Pending Out', 'To'] as const) {
  verify(
    '3.4.2/keeps-a-pre-approval-to-itself',
    `the state is ${state}`,
    async ({ accounts, components, fence }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const juliet = await components.peer('juliet')
      await enter(state, orchard, juliet, fence)

      orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
      const heard = await fence.after(orchard, [juliet])

      expect(heard.by(juliet)).not.toContainStanza({ name: 'presence', type: 'subscribed' })
    },
  )
}

verify('3.4.2/approves-in-the-name-of-the-user', 'the user is available', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard)

  balcony.send(xml`<presence type='subscribe' to='${romeo.bareJid}'/>`)
  const shown = await fence.after(balcony, [orchard])
  const answered = await fence.after(orchard, [balcony])
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(shown.by(orchard)).not.toContainStanza({ name: 'presence', type: 'subscribe' })
  expect(answered.by(balcony)).toContainStanza({
    name: 'presence',
    type: 'subscribed',
    from: romeo.bareJid,
    to: juliet.bareJid,
  })
  expect(roster.child('query')?.child('item')).toFit({ jid: juliet.bareJid, subscription: 'from' })
})

verify('3.4.2/approves-in-the-name-of-the-user', 'the user is away', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
  await fence.roundTrip(orchard)
  await orchard.close()

  balcony.send(xml`<presence type='subscribe' to='${romeo.bareJid}'/>`)
  const answered = await fence.roundTrip(balcony)
  const tomb = await romeo.login({ resource: 'tomb' })

  expect(answered.by(balcony)).toContainStanza({
    name: 'presence',
    type: 'subscribed',
    from: romeo.bareJid,
    to: juliet.bareJid,
  })
  expect(await stateOf(juliet.bareJid, tomb)).toEqual(states.From.look)
})
