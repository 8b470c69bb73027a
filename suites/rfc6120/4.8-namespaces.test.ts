import { authenticate, bindResource, conformance, expect, NS, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('4.8.1/response-is-in-the-stream-namespace', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ name: 'stream', ns: NS.streams })
})

for (const [situation, attrs] of Object.entries({
  'a namespace that nobody knows': { 'xmlns:stream': 'urn:example:streams' },
  'the stream namespace with a slash behind it': { 'xmlns:stream': `${NS.streams}/` },
  'the content namespace': { 'xmlns:stream': NS.client },
})) {
  verify('4.8.1/refuses-another-stream-namespace', situation, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, ...attrs }))

    expect(await stream.nextElement()).toFit({ name: 'error', ns: NS.streams })
    await stream.closed()
  })

  verify('4.8.1/names-the-invalid-namespace', situation, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, ...attrs }))

    expect(await stream.nextElement()).toBeStreamError('invalid-namespace')
  })
}

for (const namespace of [NS.client, NS.server, 'urn:example:content']) {
  verify('4.8.2/same-content-namespace', `content in ${namespace}`, async ({ wire, target, observe }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, xmlns: namespace }))

    const { defaultNs } = await stream.nextHeader()
    const refused = (await stream.nextElement()).is('error', NS.streams)
    if (refused) observe(`refuses content in ${namespace} on the client port`)
    else expect(`a response with content in ${defaultNs}`).toBe(`a response with content in ${namespace}`)
  })
}

verify(
  '4.8.3/supports-jabber-client',
  'a header with jabber:client as the default namespace',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, xmlns: 'jabber:client' }))

    expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
  },
)

verify(
  '4.8.3/closes-on-an-unknown-content-namespace',
  'a message in the default namespace of a stream that has another one',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(
      `${wire.header({ to: target.domain, xmlns: 'urn:example:content' })}<message to='${target.domain}'><body>Wherefore?</body></message>`,
    )

    const error = await stream.nextElement('a stream error', (element) => element.is('error', NS.streams))
    expect(error).toBeStreamError('invalid-namespace')
    await stream.closed()
  },
)

verify(
  '4.8.3/sends-stanzas-in-jabber-client',
  'a message, a presence and an answer to an iq',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const message = orchard.send(
      xml`<message to='${balcony.jid}' type='chat'><body>She speaks</body></message>`,
    )
    const presence = orchard.send(xml`<presence to='${balcony.jid}'/>`)
    const ping = xml`<iq to='${romeo.domain}' type='get'><ping xmlns='urn:xmpp:ping'/></iq>`

    expect(await balcony.next({ id: message.id })).toFit({ name: 'message', ns: NS.client })
    expect(await balcony.next({ id: presence.id, from: orchard.jid })).toFit({
      name: 'presence',
      ns: NS.client,
    })
    expect(await orchard.request(ping)).toFit({ name: 'iq', ns: NS.client })
  },
)

const noStanzas: Readonly<Record<string, (to: string) => string>> = {
  'an element in another namespace': (to) => `<scene xmlns='urn:example:play' to='${to}'/>`,
  'a message in another namespace': (to) =>
    `<p:message xmlns:p='urn:example:play' to='${to}'><p:body>Wherefore?</p:body></p:message>`,
  'an unknown element in the content namespace': (to) => `<pubsub to='${to}'/>`,
  'a stanza of a server': (to) =>
    `<message xmlns='jabber:server' to='${to}' from='${to}'><body>Hi</body></message>`,
}

for (const [situation, element] of Object.entries(noStanzas)) {
  verify('4.8.4/routes-stanzas-alone', situation, async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.connect({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<message to='${balcony.jid}' type='chat' id='stanza'><body>A stanza</body></message>${element(balcony.jid)}<iq to='${romeo.domain}' type='get' id='behind'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )

    await orchard.stream.nextElement(
      'a stream error, or an answer to the ping',
      ({ name, id }) => name === 'error' || id === 'behind',
    )
    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).toContainStanzas(1, { from: orchard.jid })
    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: 'stanza' })
  })
}

for (const [situation, element] of Object.entries(noStanzas)) {
  verify('4.8.4/ignores-or-closes-on-what-is-no-stanza', situation, async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    orchard.stream.send(
      `${element(romeo.domain)}<iq to='${romeo.domain}' type='get' id='behind'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )

    const answer = await orchard.stream.nextElement()
    if (answer.id === 'behind') {
      observe(`ignores ${situation}`)
      expect(answer).toFit({ name: 'iq', type: 'result' })
    } else {
      expect(answer).toFit({ name: 'error', ns: NS.streams })
      await orchard.stream.closed()
    }
  })

  verify('4.8.4/names-the-unsupported-stanza-type', situation, async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    orchard.stream.send(
      `${element(romeo.domain)}<iq to='${romeo.domain}' type='get' id='behind'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )

    const answer = await orchard.stream.nextElement()
    if (answer.id === 'behind') observe(`ignores ${situation}`)
    else expect(answer).toBeStreamError('unsupported-stanza-type')
  })
}

for (const [situation, header] of Object.entries({
  'an unusual prefix': (to: string) =>
    `<?xml version='1.0'?><play:stream to='${to}' version='1.0' xmlns='jabber:client' xmlns:play='http://etherx.jabber.org/streams'>`,
  'no prefix': (to: string) =>
    `<?xml version='1.0'?><stream to='${to}' version='1.0' xmlns='http://etherx.jabber.org/streams'>`,
})) {
  verify('4.8.5/accepts-or-refuses-a-prefix', situation, async ({ wire, target, observe }) => {
    const stream = await wire.connect()

    stream.send(header(target.domain))

    const answer = await stream.nextElement()
    if (answer.is('features', NS.streams)) {
      observe(`accepts a header with ${situation}`)
    } else {
      observe(`refuses a header with ${situation}`)
      expect(answer).toBeStreamError(['bad-namespace-prefix', 'bad-format'])
      await stream.closed()
    }
  })
}

verify('4.8.5/no-prefix-on-content', 'a message between clients', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.connect({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${balcony.jid}' type='chat'><body>She speaks</body></message>`)

  const delivered = await balcony.stream.next(
    'the message',
    (event) => event.kind === 'element' && event.element.id === sent.id,
  )
  expect(delivered.raw).toMatch(/^<message[ >].*<body[ >]/)
})

verify(
  '4.8.5/delivers-no-prefix-on-content',
  'a message with a prefix for jabber:client',
  async ({ accounts, fence, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.connect({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<c:message xmlns:c='jabber:client' to='${balcony.jid}' type='chat' id='prefixed'><c:body>She speaks</c:body></c:message><iq to='${romeo.domain}' type='get' id='behind'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )

    await orchard.stream.nextElement(
      'a stream error, or an answer to the ping',
      ({ name, id }) => name === 'error' || id === 'behind',
    )
    await fence.roundTrip(balcony)
    const delivered = balcony.stream.events.filter(
      (event) => event.kind === 'element' && event.element.id === 'prefixed',
    )
    observe(
      delivered.length === 0 ? 'does not deliver a stanza with a prefix' : 'corrects a stanza with a prefix',
    )
    for (const { raw } of delivered) expect(raw).toMatch(/^<message[ >].*<body[ >]/)
  },
)

verify(
  '4.8.5/refuses-namespaces-of-extensions',
  'a header that declares a prefix for content of stanzas',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, 'xmlns:play': 'urn:example:play' }))

    expect(await stream.nextElement()).toBeStreamError('invalid-namespace')
  },
)

verify(
  '4.8.5/declares-what-it-delivers',
  'a message with a prefix that the header of its stream declares',
  async ({ accounts, wire, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const { stream, features } = await wire.secured()
    await authenticate(stream, features, romeo, { 'xmlns:play': 'urn:example:play' })
    await bindResource(stream, 'orchard')

    stream.send(`<message to='${balcony.jid}' id='leaning'><play:scene/></message>`)

    const delivered = await balcony.next({ name: 'message', id: 'leaning' })
    observe('accepts a prefix that a stream header declares')
    expect(delivered).toFit(xml`<message><scene xmlns='urn:example:play'/></message>`)
  },
)
