import { authenticate, bindResource, conformance, expect, NS, type Stage } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('4.7.1/response-from-is-a-served-domain', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { element } = await stream.nextHeader()
  expect(target.hosts.map(({ domain }) => domain)).toContain(element.from)
})

verify('4.7.1/accepts-a-header-without-from', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain, from: undefined }))

  expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
})

verify('4.7.2/accepts-a-header-without-to', 'before TLS', async ({ wire }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: undefined }))

  expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
})

verify(
  '4.7.2/response-to-mirrors-from',
  'a client that names its account',
  async ({ accounts, wire, target }) => {
    const [romeo] = await accounts.create('romeo')
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, from: romeo.bareJid }))

    const { element } = await stream.nextHeader()
    expect(element).toFit({ to: romeo.bareJid })
  },
)

verify(
  '4.7.2/no-response-to-without-from',
  'a client that does not say who it is',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain }))

    const { element } = await stream.nextHeader()
    expect(element).toFit({ to: null })
  },
)

verify('4.7.3/response-has-an-id', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ id: /./ })
})

verify(
  '4.7.3/ids-are-unique-and-unpredictable',
  'twelve streams opened one after the other',
  async ({ wire, target }) => {
    const ids: string[] = []
    for (let opened = 0; opened < 12; opened += 1) {
      const stream = await wire.connect()
      stream.send(wire.header({ to: target.domain }))
      const { element } = await stream.nextHeader()
      ids.push(element.id ?? '')
      stream.end()
    }

    expect(new Set(ids).size).toBe(ids.length)
    // Twelve random ids stand in order once in half a billion runs.
    expect(ids).not.toEqual([...ids].sort())
  },
)

verify('4.7.3/ignores-the-id-of-a-client', 'a header with an id of its own', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain, id: 'chosen-by-the-client' }))

  const { element } = await stream.nextHeader()
  expect(element.id).not.toBe('chosen-by-the-client')
  expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
})

/** Language of the response to a header that asks for `wanted`. */
async function languageFor(wanted: string | undefined, { wire, target }: Stage): Promise<string | undefined> {
  const stream = await wire.connect()
  stream.send(wire.header({ to: target.domain, 'xml:lang': wanted }))
  const { element } = await stream.nextHeader()
  return element.attrs['xml:lang']
}

verify('4.7.4/response-has-a-language', 'a client that asks for no language', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ 'xml:lang': /./ })
})

verify('4.7.4/language-is-a-language-tag', 'a client that asks for no language', async (stage) => {
  expect(await languageFor(undefined, stage)).toMatch(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/)
})

verify(
  '4.7.4/supported-language-is-taken',
  "a client that asks for the server's own language",
  async (stage) => {
    const own = await languageFor(undefined, stage)

    expect(await languageFor(own, stage)).toBe(own)
  },
)

verify(
  '4.7.4/related-language-is-looked-up',
  "a client that asks for a private variant of the server's own language",
  async (stage) => {
    const own = await languageFor(undefined, stage)

    expect(await languageFor(`${own}-x-verona`, stage)).toBe(own)
  },
)

verify(
  '4.7.4/unknown-language-falls-back',
  'a client that asks for a language of private use',
  async (stage) => {
    const own = await languageFor(undefined, stage)

    expect(await languageFor('x-verona', stage)).toBe(own)
  },
)

/** A message of someone whose stream says `de-CH`, as it arrives at juliet. */
async function deliveredFrom(stage: Stage, message: (to: string) => string) {
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  const { stream, features } = await stage.wire.secured()
  await authenticate(stream, features, romeo, { 'xml:lang': 'de-CH' })
  await bindResource(stream, 'orchard')
  stream.send(message(balcony.jid))
  return balcony.next({ name: 'message', id: 'spoken' })
}

verify(
  '4.7.4/adds-the-language-of-the-stream',
  'a message without a language on a stream in Swiss German',
  async (stage) => {
    const delivered = await deliveredFrom(
      stage,
      (to) => `<message to='${to}' id='spoken'><body>Grüezi</body></message>`,
    )

    expect(delivered).toFit({ 'xml:lang': 'de-CH' })
  },
)

verify(
  '4.7.4/adds-no-other-language',
  'a message without a language on a stream in Swiss German',
  async (stage) => {
    const delivered = await deliveredFrom(
      stage,
      (to) => `<message to='${to}' id='spoken'><body>Grüezi</body></message>`,
    )

    expect(['de-CH', undefined]).toContain(delivered.attrs['xml:lang'])
  },
)

verify(
  '4.7.4/keeps-the-language-of-a-stanza',
  'a message in Italian on a stream in Swiss German',
  async (stage) => {
    const delivered = await deliveredFrom(
      stage,
      (to) => `<message to='${to}' id='spoken' xml:lang='it'><body>Buona sera</body></message>`,
    )

    expect(delivered).toFit({ 'xml:lang': 'it' })
  },
)

for (const [offered, answered] of [
  ['1.0', '1.0'],
  ['2.0', '1.0'],
  ['12.3', '1.0'],
  ['0.9', '0.9'],
] as const) {
  verify('4.7.5/answers-the-lower-version', `a client of version ${offered}`, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, version: offered }))

    const { element } = await stream.nextHeader()
    expect(element).toFit({ version: answered })
  })
}

verify('4.7.5/compares-versions-as-numbers', 'a client of version 01.00', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain, version: '01.00' }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ version: '1.0' })
  expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
})

for (const version of ['1.10', '10.0', '10.10', '1.4294967297']) {
  verify(
    '4.7.5/reads-numbers-of-several-digits',
    `a client of version ${version}`,
    async ({ wire, target }) => {
      const stream = await wire.connect()

      stream.send(wire.header({ to: target.domain, version }))

      const { element } = await stream.nextHeader()
      expect(element).toFit({ version: '1.0' })
      expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
    },
  )
}

verify('4.7.5/ignores-a-higher-minor-version', 'a client of version 1.13', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain, version: '1.13' }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ version: '1.0' })
  expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
})

verify('4.7.5/no-version-for-a-client-without', 'a header without a version', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain, version: undefined }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ version: null })
})
