import { conformance, type Element, expect, prepare, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('10.3.1/message-goes-to-the-own-account', 'the only resource', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const sent = orchard.send(xml`<message type='chat'><body>Note to self</body></message>`)
  const heard = await fence.after(orchard, [orchard])

  expect(heard.by(orchard)).toContainStanza(xml`<message id='${sent.id}'><body>Note to self</body></message>`)
})

verify('10.3.1/message-goes-to-the-own-account', 'another resource', async ({ accounts, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard', priority: -1 })
  const garden = await romeo.login({ resource: 'garden', priority: 1 })

  const sent = orchard.send(xml`<message type='chat'><body>Note to self</body></message>`)
  const heard = await fence.after(orchard, [garden])

  expect(heard.by(garden)).toContainStanza(xml`<message id='${sent.id}'><body>Note to self</body></message>`)
})

verify('10.3.2/presence-goes-to-subscribers', 'a change of availability', async ({ accounts, fence }) => {
  const [romeo, juliet, nurse] = await accounts.create('romeo', 'juliet', 'nurse')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await nurse.login({ resource: 'chamber' })
  await prepare('a subscription of juliet to romeo', async () => {
    balcony.send(xml`<presence type='subscribe' to='${romeo.bareJid}'/>`)
    await orchard.next({ name: 'presence', type: 'subscribe' })
    orchard.send(xml`<presence type='subscribed' to='${juliet.bareJid}'/>`)
    await balcony.next({ name: 'presence', from: orchard.jid, type: null })
  })

  const sent = orchard.send(xml`<presence><show>dnd</show></presence>`)
  const heard = await fence.after(orchard, [balcony, chamber])

  expect(heard.by(balcony)).toContainStanza(
    xml`<presence id='${sent.id}' from='${orchard.jid}'><show>dnd</show></presence>`,
  )
  expect(heard.by(chamber)).not.toContainStanza({ name: 'presence', from: orchard.jid })
})

verify('10.3.3/handles-a-request-for-the-account', 'the roster', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  await orchard.request(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )

  const answer = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(answer).toFit(
    xml`<iq type='result'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
})

for (const type of ['get', 'set']) {
  verify('10.3.3/refuses-an-unknown-request', `an unknown ${type}`, async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='${type}'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toBeStanzaError('service-unavailable')
  })
}

const answers: Readonly<Record<string, Element>> = {
  'a result': xml`<iq type='result'><query xmlns='jabber:iq:roster'/></iq>`,
  'an error': xml`<iq type='error'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
}

for (const [situation, answer] of Object.entries(answers)) {
  verify('10.3.3/ignores-an-answer-to-nothing', situation, async ({ accounts, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    await fence.roundTrip(orchard)

    orchard.send(answer)
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard).stanzas).toEqual([])
  })
}
