import { authenticate, bindResource, conformance, expect, NS, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('4.3.2/features-follow-the-header', 'a client of version 1.0 before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain, version: '1.0' }))

  await stream.nextHeader()
  expect(await stream.nextElement('stream features')).toFit({ name: 'features', ns: NS.streams })
})

verify(
  '4.3.3/restart-keeps-the-connection',
  'from the first header to a bound resource',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.secured()
    await authenticate(stream, features, romeo)
    await bindResource(stream, 'orchard')

    expect(stream.events.map(({ kind }) => kind)).not.toContain('close')
    expect(stream.events.filter(({ kind }) => kind === 'header')).toHaveLength(3)
  },
)

verify(
  '4.3.3/new-id-after-a-restart',
  'from the first header to a bound resource',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.secured()
    await authenticate(stream, features, romeo)

    const ids = stream.events.flatMap((event) => (event.kind === 'header' ? [event.element.id] : []))
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(3)
  },
)

verify(
  '4.3.4/features-after-a-restart',
  'before TLS, before login and after it',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features: beforeLogin } = await wire.secured()
    const afterLogin = await authenticate(stream, beforeLogin, romeo)

    expect(beforeLogin).toFit(
      xml`<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></stream:features>`,
    )
    expect(afterLogin).toFit(
      xml`<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>`,
    )
    expect(afterLogin.child('mechanisms', NS.sasl)).toBeUndefined()
  },
)

verify(
  '4.3.5/no-features-after-the-last-stage',
  'a session that sends presence and asks for its roster',
  async ({ accounts, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    await fence.roundTrip(orchard)

    const features = orchard.inbox
      .map(({ element }) => element)
      .filter(({ name, ns }) => name === 'features' && ns === NS.streams)
    for (const late of features) expect(late.elements()).toEqual([])
  },
)

for (const [situation, stanza] of Object.entries({
  'a message': (to: string) =>
    xml`<message to='${to}' type='chat' id='early'><body>Too soon</body></message>`,
  'a presence': (to: string) => xml`<presence to='${to}' type='subscribe' id='early'/>`,
  'an iq': (to: string) => xml`<iq to='${to}' type='get' id='early'><ping xmlns='urn:xmpp:ping'/></iq>`,
})) {
  verify(
    '4.3.5/closes-on-a-stanza-before-its-time',
    `${situation} before TLS`,
    async ({ accounts, wire }) => {
      const [juliet] = await accounts.create('juliet')
      const { stream } = await wire.open()

      stream.send(stanza(juliet.bareJid))

      expect(await stream.nextElement()).toBeStreamError('not-authorized')
      await stream.closed()
    },
  )

  verify(
    '4.3.5/closes-on-a-stanza-before-its-time',
    `${situation} before login`,
    async ({ accounts, wire }) => {
      const [juliet] = await accounts.create('juliet')
      const { stream } = await wire.secured()

      stream.send(stanza(juliet.bareJid))

      expect(await stream.nextElement()).toBeStreamError('not-authorized')
      await stream.closed()
    },
  )

  verify(
    '4.3.5/closes-on-a-stanza-before-its-time',
    `${situation} before a resource is bound`,
    async ({ accounts, wire }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const { stream, features } = await wire.secured()
      await authenticate(stream, features, romeo)

      stream.send(stanza(juliet.bareJid))

      expect(await stream.nextElement()).toBeStreamError('not-authorized')
      await stream.closed()
    },
  )
}

verify(
  '4.3.5/delivers-nothing-before-its-time',
  'a message before login and one before a resource is bound',
  async ({ accounts, wire, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const before = await wire.secured()
    before.stream.send(
      xml`<message to='${balcony.jid}' type='chat' id='early'><body>Too soon</body></message>`,
    )
    await before.stream.nextElement('an answer')
    const unbound = await wire.secured()
    await authenticate(unbound.stream, unbound.features, romeo)
    unbound.stream.send(
      xml`<message to='${balcony.jid}' type='chat' id='early'><body>Too soon</body></message>`,
    )
    await unbound.stream.nextElement('an answer')

    const orchard = await romeo.connect({ resource: 'orchard' })
    const sent = orchard.send(xml`<message to='${balcony.jid}' type='chat'><body>In time</body></message>`)

    const heard = await fence.after(orchard, [balcony])
    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
    expect(heard.by(balcony)).not.toContainStanza({ name: 'message', id: 'early' })
  },
)

verify(
  '4.3.6/speaks-for-the-account-that-logged-in',
  'a client whose header names somebody else',
  async ({ accounts, wire, target }) => {
    const [romeo, mercutio, juliet] = await accounts.create('romeo', 'mercutio', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const { stream, features } = await wire.secured()
    await authenticate(stream, features, romeo, { from: mercutio.bareJid })
    const jid = await bindResource(stream, 'orchard')

    stream.send(xml`<message to='${balcony.jid}' id='spoken'><body>Who speaks?</body></message>`)

    const delivered = await balcony.next({ name: 'message', id: 'spoken' })
    expect(jid.startsWith(`${romeo.localpart}@${target.domain}/`)).toBe(true)
    expect(delivered).toFit({ from: jid })
  },
)

verify(
  '4.3.6/makes-the-address-canonical',
  'a resource with an accent on a character of its own',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.secured()
    await authenticate(stream, features, romeo)

    const jid = await bindResource(stream, 'Capule\u0301')

    expect(jid).toBe(jid.normalize('NFC'))
  },
)
