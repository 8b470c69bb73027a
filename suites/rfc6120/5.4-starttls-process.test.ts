import {
  authenticate,
  bindResource,
  conformance,
  expect,
  InconclusiveError,
  listening,
  mechanismsOf,
  NS,
  openStream,
  RECORD_TYPES,
  recordTypes,
  type Stage,
  type WireStream,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

/** A resource that is logged in, and all that has come to it since TLS began, as it came. */
async function underTls(
  { wire, target }: Stage,
  account: { localpart: string; domain: string; password: string },
): Promise<{ stream: WireStream; jid: string; cameAs: () => Buffer }> {
  const { stream } = await wire.open()
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  const came: Buffer[] = []
  await stream.secure({
    serverName: target.domain,
    caPem: target.trust.caPem,
    tap: listening((bytes) => came.push(bytes)),
  })
  await authenticate(stream, await openStream(stream, target.domain), account)
  return { stream, jid: await bindResource(stream, 'orchard'), cameAs: () => Buffer.concat(came) }
}

verify('5.4.1/offers-starttls', 'features before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  await stream.nextHeader()
  const features = await stream.nextElement()
  expect(features).toFit({ name: 'features', ns: NS.streams })
  expect(features.child('starttls', NS.tls)).toBeDefined()
})

verify('5.4.1/marks-mandatory-tls', 'features that offer no login before TLS', async ({ wire, observe }) => {
  const { features } = await wire.open()
  const starttls = features.child('starttls', NS.tls)

  if (mechanismsOf(features).length > 0) observe('offers SASL before TLS')
  else expect(starttls).toFit(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>`)
})

verify('5.4.2.1/answers-starttls', 'a client that was offered STARTTLS', async ({ wire }) => {
  const { stream } = await wire.open()

  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)

  expect(await stream.nextElement()).toFit({ name: /^(proceed|failure)$/, ns: NS.tls })
})

verify(
  '5.4.2.2/fails-and-closes',
  'a client that asks for TLS a second time, under TLS',
  async ({ wire }) => {
    const { stream } = await wire.secured()

    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)

    expect(await stream.nextElement()).toFit({ name: 'failure', ns: NS.tls })
    const rest = await stream.closed()
    expect(rest.map(({ kind }) => kind)).toEqual(['close', 'end'])
  },
)

verify(
  '5.4.2.3/tls-begins-behind-proceed',
  'a client that begins its handshake at once',
  async ({ wire, target }) => {
    const { stream } = await wire.open()

    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))

    await expect(
      stream.secure({ serverName: target.domain, caPem: target.trust.caPem }),
    ).resolves.toBeUndefined()
    expect(stream.events.at(-1)?.raw).toMatch(/^<proceed/)
  },
)

verify('5.4.3.1/completes-tls-for-each-host', 'every host of the server', async ({ wire, target }) => {
  for (const { domain } of target.hosts) {
    const stream = await wire.connect()
    await openStream(stream, domain)
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))

    await expect(stream.secure({ serverName: domain, caPem: target.trust.caPem })).resolves.toBeUndefined()
  }
})

verify('5.4.3.1/protects-all-that-follows', 'a login, and a message to oneself', async (stage) => {
  const [romeo] = await stage.accounts.create('romeo')
  const { stream, jid, cameAs } = await underTls(stage, romeo)

  stream.send(xml`<message to='${jid}' id='sealed'><body>If love be blind</body></message>`)

  await stream.nextElement('the message', ({ id }) => id === 'sealed')
  expect(RECORD_TYPES, 'records of TLS alone').toEqual(expect.arrayContaining(recordTypes(cameAs())))
})

verify('5.4.3.1/protects-all-that-follows', 'a message in clear beneath TLS', async (stage) => {
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  const { stream, cameAs } = await underTls(stage, romeo)

  stream.sendInClear(
    `<message to='${balcony.jid}' id='open'><body>It best agrees with night</body></message>`,
  )

  await stream.closed()
  const heard = await stage.fence.roundTrip(balcony)
  expect(heard.by(balcony)).not.toContainStanza({ id: 'open' })
  expect(RECORD_TYPES, 'records of TLS alone').toEqual(expect.arrayContaining(recordTypes(cameAs())))
})

for (const [situation, bytes] of Object.entries({
  'white space behind proceed': '                        ',
  'a stream header behind proceed': "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>",
})) {
  verify('5.4.3.2/ends-when-tls-fails', situation, async ({ wire }) => {
    const { stream } = await wire.open()
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))

    stream.send(bytes)

    const rest = await stream.closed()
    expect(rest.at(-1)).toMatchObject({ kind: 'end' })
  })

  verify('5.4.3.2/no-closing-tag-when-tls-fails', situation, async ({ wire }) => {
    const { stream } = await wire.open()
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))

    stream.send(bytes)

    const rest = await stream.closed()
    expect(rest.map(({ raw }) => raw).join('')).not.toContain('</')
  })
}

verify(
  '5.4.3.3/discards-what-came-before',
  'a stream header in clear behind the command to start TLS, and no handshake',
  async ({ wire, target }) => {
    const { stream } = await wire.open()

    stream.send(
      `<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:stream to='${target.domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
    )
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    stream.send('no handshake, so that the server ends the connection')

    const heardInClear = (await stream.closed()).map(({ raw }) => raw).join('')
    expect(heardInClear).not.toContain('<')
  },
)

verify(
  '5.4.3.3/discards-what-came-before',
  'a client that named itself before TLS alone',
  async ({ accounts, wire, target }) => {
    const [romeo] = await accounts.create('romeo')
    const stream = await wire.connect()
    await openStream(stream, target.domain, { from: romeo.bareJid })
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })

    stream.send(wire.header({ to: target.domain }))

    const { element } = await stream.nextHeader()
    expect(element).toFit({ to: null })
  },
)

verify(
  '5.4.3.3/discards-what-came-before',
  'a client that said its language before TLS alone',
  async ({ accounts, wire, target }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const stream = await wire.connect()
    await openStream(stream, target.domain, { 'xml:lang': 'de-CH' })
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })
    await authenticate(stream, await openStream(stream, target.domain), romeo)
    await bindResource(stream, 'orchard')

    stream.send(xml`<message to='${balcony.jid}' id='spoken'><body>Good evening</body></message>`)

    const delivered = await balcony.next({ name: 'message', id: 'spoken' })
    expect(delivered).not.toFit({ 'xml:lang': 'de-CH' })
  },
)

verify('5.4.3.3/new-stream-under-tls', 'the headers before and under TLS', async ({ wire, target }) => {
  const stream = await wire.connect()
  stream.send(wire.header({ to: target.domain }))
  const before = await stream.nextHeader()
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })

  stream.send(wire.header({ to: target.domain }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ name: 'stream', ns: NS.streams, id: /./ })
  expect(element.id).not.toBe(before.element.id)
})

verify('5.4.3.3/no-starttls-under-tls', 'features under TLS', async ({ wire }) => {
  const { features } = await wire.secured()

  expect(features.child('starttls', NS.tls)).toBeUndefined()
})

verify('5.4.3.3/offers-sasl-under-tls', 'features under TLS', async ({ wire }) => {
  const { features } = await wire.secured()

  expect(mechanismsOf(features)).not.toEqual([])
})

verify(
  '5.4.3.1/certifies-the-host-that-is-asked-for',
  'a header to each host, one after the other',
  async ({ wire, target }) => {
    const certified: string[] = []
    for (const { domain } of target.hosts) {
      const stream = await wire.connect()
      await openStream(stream, domain)
      stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
      await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
      try {
        await stream.secure({ serverName: domain, caPem: target.trust.caPem })
        certified.push(domain)
      } catch (error) {
        if (!(error instanceof InconclusiveError && /altnames/.test(error.message))) throw error
      }
    }

    expect(certified, 'hosts whose certificate is for them').toEqual(target.hosts.map(({ domain }) => domain))
  },
)
