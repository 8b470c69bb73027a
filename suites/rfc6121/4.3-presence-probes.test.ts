import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

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
