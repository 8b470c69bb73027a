import { conformance, type Element, expect, NS, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('8.1.2.1/stamps-the-full-jid', 'a message that names no sender', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${juliet.bareJid}' type='chat'><body>Hail</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid })
})

verify('8.1.2.1/stamps-the-full-jid', 'a message that names its own bare JID', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(
    xml`<message from='${romeo.bareJid}' to='${juliet.bareJid}' type='chat'><body>Hail</body></message>`,
  )

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid })
})

verify('8.1.2.1/stamps-the-full-jid', 'directed presence that names no sender', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<presence to='${balcony.jid}'/>`)

  expect(await balcony.next({ name: 'presence', id: sent.id })).toFit({ from: orchard.jid })
})

verify('8.1.2.1/stamps-the-full-jid', 'a request that names no sender', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(
    xml`<iq type='get' to='${balcony.jid}'><question xmlns='urn:touchstone:unknown'/></iq>`,
  )

  expect(await balcony.next({ name: 'iq', id: sent.id })).toFit({ from: orchard.jid })
})

const forgeries: Readonly<Record<string, (names: { to: string; victim: string; own: string }) => Element>> = {
  'a message in the name of another account': ({ to, victim }) =>
    xml`<message from='${victim}/chamber' to='${to}' type='chat'><body>Hail</body></message>`,
  'a message in the name of another resource': ({ to, own }) =>
    xml`<message from='${own}/churchyard' to='${to}' type='chat'><body>Hail</body></message>`,
  'a message in the name of the server': ({ to, own }) =>
    xml`<message from='${own.replace(/^.*@/, '')}' to='${to}' type='chat'><body>Hail</body></message>`,
  'a message in the name of another domain': ({ to }) =>
    xml`<message from='escalus@verona.example/court' to='${to}' type='chat'><body>Hail</body></message>`,
  'presence in the name of another account': ({ to, victim }) =>
    xml`<presence from='${victim}/chamber' to='${to}'/>`,
  'a request in the name of another account': ({ to, victim }) =>
    xml`<iq type='get' from='${victim}/chamber' to='${to}'><question xmlns='urn:touchstone:unknown'/></iq>`,
}

for (const [situation, forge] of Object.entries(forgeries)) {
  verify('8.1.2.1/stamps-the-full-jid', situation, async ({ accounts, fence, observe, target }) => {
    const [romeo, juliet, nurse] = await accounts.create('romeo', 'juliet', 'nurse')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const forged = orchard.send(forge({ to: balcony.jid, victim: nurse.bareJid, own: romeo.bareJid }))
    const ping = orchard.send(xml`<iq type='get' to='${target.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`)
    const answer = await orchard.stream.nextElement(
      'an answer to a ping, or a stream error',
      (element) => element.id === ping.id || element.is('error', NS.streams),
    )

    // To refuse a sender that is not the client's is a choice, too (RFC 6120 §4.9.3.9).
    if (answer.is('error', NS.streams)) {
      expect(answer).toBeStreamError('invalid-from')
      observe('closes the stream of a client that names another sender')
      return
    }
    const heard = await fence.after(orchard, [balcony])
    expect(heard.by(balcony)).toContainStanza({ name: forged.name, id: forged.id, from: orchard.jid })
    observe('overrides the sender that a client names')
  })
}

verify(
  '8.1.2.1/stamps-the-bare-jid-on-subscriptions',
  'a subscription request that names no sender',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)

    expect(await balcony.next({ name: 'presence', type: 'subscribe' })).toFit({ from: romeo.bareJid })
  },
)

verify(
  '8.1.2.1/stamps-the-bare-jid-on-subscriptions',
  'a subscription request that names the full JID',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(xml`<presence type='subscribe' from='${orchard.jid}' to='${juliet.bareJid}'/>`)

    expect(await balcony.next({ name: 'presence', type: 'subscribe' })).toFit({ from: romeo.bareJid })
  },
)

const asked = {
  'a pong': xml`<ping xmlns='urn:xmpp:ping'/>`,
  'what the server can do': xml`<query xmlns='http://jabber.org/protocol/disco#info'/>`,
  'an error about a payload that it does not know': xml`<secret xmlns='urn:touchstone:unknown'/>`,
}

for (const [situation, payload] of Object.entries(asked)) {
  verify('8.1.2.1/speaks-as-its-domain', situation, async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(xml`<iq type='get' to='${target.domain}'>${payload}</iq>`)

    expect(answer).toFit({ from: target.domain })
  })
}

verify('8.1.2.1/speaks-for-the-account', 'the roster', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect([undefined, romeo.bareJid]).toContain(roster.from)
})

verify('8.1.2.1/speaks-for-the-account', 'a roster push', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
  const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)

  expect([undefined, romeo.bareJid]).toContain(push.from)
})

verify('8.1.2.1/names-every-other-sender', 'a message of another account', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${balcony.jid}'><body>Hail</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ from: /./ })
})

verify(
  '8.1.2.1/names-every-other-sender',
  'a message of another resource of the own account',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const garden = await romeo.login({ resource: 'garden' })

    const sent = orchard.send(xml`<message to='${garden.jid}'><body>Note</body></message>`)

    expect(await garden.next({ name: 'message', id: sent.id })).toFit({ from: /./ })
  },
)

verify(
  '8.1.2.1/names-senders-of-other-domains',
  'a message of another domain',
  async ({ accounts, components }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const mercutio = await components.peer('mercutio')

    const sent = mercutio.send(xml`<message to='${balcony.jid}'><body>Hail</body></message>`)

    expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ from: /./ })
  },
)

verify('8.1.2.1/names-every-other-sender', 'an error about a recipient', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(
    xml`<iq type='get' to='${juliet.bareJid}/churchyard'><question xmlns='urn:touchstone:unknown'/></iq>`,
  )

  expect(answer).toFit({ from: /./ })
})
