import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '8.1.1.1/delivers-to-the-addressee-alone',
  'a message to another account, while a third is connected',
  async ({ accounts, fence }) => {
    const [romeo, juliet, nurse] = await accounts.create('romeo', 'juliet', 'nurse')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await nurse.login({ resource: 'chamber' })

    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='chat'><body>Art thou there?</body></message>`,
    )
    const heard = await fence.after(orchard, [balcony, chamber])

    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
    expect(heard.by(chamber)).not.toContainStanza({ name: 'message', id: sent.id })
  },
)

verify(
  '8.1.1.1/delivers-to-the-addressee-alone',
  'a message to one of two resources of another account',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })

    const sent = orchard.send(
      xml`<message to='${balcony.jid}' type='chat'><body>Art thou there?</body></message>`,
    )
    const heard = await fence.after(orchard, [balcony, chamber])

    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
    expect(heard.by(chamber)).not.toContainStanza({ name: 'message', id: sent.id })
  },
)

verify('8.1.1.1/keeps-the-address', 'a message to the bare JID of another account', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${juliet.bareJid}' type='chat'><body>Hail</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ to: juliet.bareJid })
})

verify('8.1.1.1/keeps-the-address', 'a message to a full JID', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${balcony.jid}' type='chat'><body>Hail</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ to: balcony.jid })
})

verify('8.1.1.1/keeps-the-address', 'a message to a resource that is gone', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(
    xml`<message to='${juliet.bareJid}/churchyard' type='chat'><body>Hail</body></message>`,
  )
  const heard = await fence.after(orchard, [balcony])

  const arrived = heard.by(balcony).stanzas.filter(({ element }) => element.id === sent.id)
  expect(arrived.map(({ element }) => element.to)).toEqual(arrived.map(() => `${juliet.bareJid}/churchyard`))
})

verify('8.1.1.1/keeps-the-address', 'presence directed to a full JID', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<presence to='${balcony.jid}'><show>chat</show></presence>`)

  expect(await balcony.next({ name: 'presence', id: sent.id })).toFit({ to: balcony.jid })
})

verify('8.1.1.1/keeps-the-address', 'a message to the bare JID of the own account', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard', priority: 1 })
  const garden = await romeo.login({ resource: 'garden', priority: 1 })

  const sent = orchard.send(xml`<message to='${romeo.bareJid}' type='chat'><body>Note</body></message>`)

  expect(await garden.next({ name: 'message', id: sent.id })).toFit({ to: romeo.bareJid })
})

verify(
  '8.1.1.1/keeps-the-address-that-another-domain-gave',
  'a message of another domain',
  async ({ accounts, components }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const mercutio = await components.peer('mercutio')

    const sent = mercutio.send(xml`<message to='${juliet.bareJid}' type='chat'><body>Hail</body></message>`)

    expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ to: juliet.bareJid })
  },
)

const requests = {
  'the roster': xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`,
  'an error about a payload that it does not know': xml`<iq type='get'><secret xmlns='urn:touchstone:unknown'/></iq>`,
}

for (const [situation, request] of Object.entries(requests)) {
  verify('8.1.1.1/addresses-its-own-stanzas-to-the-full-jid', situation, async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(request)

    expect([undefined, orchard.jid]).toContain(answer.to)
  })
}

verify('8.1.1.1/addresses-its-own-stanzas-to-the-full-jid', 'a pong', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(
    xml`<iq type='get' to='${target.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
  )

  expect([undefined, orchard.jid]).toContain(answer.to)
})

verify('8.1.1.1/addresses-its-own-stanzas-to-the-full-jid', 'a roster push', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
  const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)

  expect([undefined, orchard.jid]).toContain(push.to)
})
