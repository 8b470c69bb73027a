import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe, subscribeToPeer } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('4.3/is-no-fault-of-a-client', 'a client sends a probe itself', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  await juliet.login({ resource: 'balcony' })

  orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
  const heard = await fence.roundTrip(orchard)
  expect(heard.by(orchard)).not.toContainStanza({ type: 'error' })
})

verify(
  '4.3.2/tells-strangers-nothing',
  'a stranger probes a user who is online',
  async ({ accounts, fence, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(balcony, [orchard])
    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: /^juliet/, type: null })
    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: /^juliet/, type: 'unavailable' })
    const answers = heard.by(orchard).stanzas.filter(({ element }) => element.from === juliet.bareJid)
    observe(
      answers.length === 0 ? 'a stranger gets no answer' : `a stranger gets ${answers[0]?.element.type}`,
    )
  },
)

verify(
  '4.3.2/answers-strangers-from-the-bare-jid',
  'a stranger probes a user who is online',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
    const heard = await fence.after(balcony, [orchard])
    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: balcony.jid })
  },
)

verify(
  '4.3.2/tells-the-last-presence-of-each-resource',
  'a subscriber probes a contact with two resources',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })
    await subscribe(orchard, balcony)
    balcony.send(xml`<presence><show>dnd</show><status>Sighing</status></presence>`)
    chamber.send(xml`<presence><show>xa</show><status>Asleep</status></presence>`)
    await fence.roundTrip(balcony, chamber)
    await fence.after(balcony, [orchard])
    await fence.after(chamber, [orchard])

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza(
      xml`<presence from='${balcony.jid}'><show>dnd</show><status>Sighing</status></presence>`,
    )
    expect(heard.by(orchard)).toContainStanza(
      xml`<presence from='${chamber.jid}'><show>xa</show><status>Asleep</status></presence>`,
    )
  },
)

verify(
  '4.3.2/tells-that-nobody-is-there',
  'a subscriber probes a contact who has gone',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)
    await balcony.close()
    await orchard.next({ name: 'presence', type: 'unavailable', from: balcony.jid })
    await fence.roundTrip(orchard)

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', type: 'unavailable', from: /^juliet/ })
  },
)

verify(
  '4.3.2/tells-of-the-probed-resource-alone',
  'a subscriber probes one of two resources',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })
    await subscribe(orchard, balcony)
    await fence.roundTrip(orchard)

    orchard.send(xml`<presence type='probe' to='${balcony.jid}'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: chamber.jid })
  },
)

verify(
  '4.3.2/answers-for-the-probed-resource',
  'a subscriber probes one of two resources',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await juliet.login({ resource: 'chamber' })
    await subscribe(orchard, balcony)
    await fence.roundTrip(orchard)

    orchard.send(xml`<presence type='probe' to='${balcony.jid}'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', from: balcony.jid, type: null })
  },
)

verify(
  '4.3.2.1/keeps-the-id-of-the-presence',
  'a subscriber probes a contact who is online',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)
    balcony.send(xml`<presence id='mood'><status>Sighing</status></presence>`)
    await fence.roundTrip(balcony)
    await fence.after(balcony, [orchard])

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}' id='asking'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', from: balcony.jid, id: 'mood' })
  },
)

verify(
  '4.3.1/probes-at-initial-presence',
  'a user comes back who is subscribed to a contact of another domain',
  async ({ accounts, components, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const juliet = await components.peer('juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    await subscribeToPeer(orchard, juliet)
    await orchard.close()
    await fence.roundTrip(juliet)

    const garden = await romeo.login({ resource: 'garden' })
    const heard = await fence.after(garden, [juliet])
    expect(heard.by(juliet)).toContainStanza({ name: 'presence', type: 'probe', from: /^romeo/ })
  },
)

verify(
  '4.3/probes-between-bare-jids',
  'a user comes back who is subscribed to a contact of another domain',
  async ({ accounts, components, fence, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const juliet = await components.peer('juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    await subscribeToPeer(orchard, juliet)
    await orchard.close()
    await fence.roundTrip(juliet)

    const garden = await romeo.login({ resource: 'garden' })
    const heard = await fence.after(garden, [juliet])
    const probes = heard.by(juliet).stanzas.filter(({ element }) => element.type === 'probe')
    observe(probes.length === 0 ? 'no probe at initial presence' : 'probes at initial presence')
    for (const { element } of probes) expect(element).toFit({ from: romeo.bareJid, to: juliet.bareJid })
  },
)

verify(
  '4.3.2/tells-no-half-of-a-farewell',
  'a subscriber probes a contact who left with a word',
  async ({ accounts, fence, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)
    balcony.send(xml`<presence type='unavailable' id='farewell'><status>Good night</status></presence>`)
    await orchard.next({ name: 'presence', type: 'unavailable', from: balcony.jid })
    await fence.roundTrip(orchard)

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', from: /^juliet/, type: 'unavailable' })
    const told = heard.by(orchard).stanzas.find(({ element }) => element.from?.startsWith('juliet'))
    const details = told?.element.elements().filter((child) => !child.is('delay', 'urn:xmpp:delay')) ?? []
    observe(details.length === 0 ? 'tells the bare fact' : 'repeats the farewell')
    if (details.length > 0) {
      expect(told?.element).toFit(
        xml`<presence type='unavailable' id='farewell'><status>Good night</status></presence>`,
      )
    }
  },
)

verify(
  '4.3.2/tells-when-the-last-one-left',
  'a subscriber probes a contact who has gone',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)
    balcony.send(xml`<presence type='unavailable'/>`)
    await orchard.next({ name: 'presence', type: 'unavailable', from: balcony.jid })
    await fence.roundTrip(orchard)

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza(
      xml`<presence from='${juliet.bareJid}' type='unavailable'><delay xmlns='urn:xmpp:delay'/></presence>`,
    )
  },
)

verify(
  '4.3.2.1/mirrors-the-id-where-no-presence-is-told',
  'a subscriber probes a contact who has gone',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await subscribe(orchard, balcony)
    await balcony.close()
    await orchard.next({ name: 'presence', type: 'unavailable', from: balcony.jid })
    await fence.roundTrip(orchard)

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}' id='asking'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', from: /^juliet/, id: 'asking' })
  },
)

verify(
  '4.3.2.1/mirrors-the-id-where-no-presence-is-told',
  'a stranger probes a user who is online',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence type='probe' to='${juliet.bareJid}' id='asking'/>`)
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).toContainStanza({ name: 'presence', from: /^juliet/, id: 'asking' })
  },
)
