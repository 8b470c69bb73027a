import { conformance, expect, InconclusiveError, NS, xml } from '#conformance'
import { xep0368 } from './requirements.ts'

const verify = conformance(xep0368)

verify(
  '3/serves-under-tls-from-the-first-byte',
  'a client that offers xmpp-client by ALPN',
  async ({ wire, target, observe }) => {
    const stream = await wire.connectDirectTls({ alpn: ['xmpp-client'] })
    observe(`chooses ${stream.tls?.alpnProtocol || 'no protocol'} by ALPN`)

    stream.send(wire.header({ to: target.domain }))

    expect((await stream.nextHeader()).element).toFit({ from: target.domain })
    expect(await stream.nextElement()).toFit(
      xml`<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></stream:features>`,
    )
  },
)

verify(
  '3/serves-under-tls-from-the-first-byte',
  'a client that offers nothing by ALPN',
  async ({ wire, target }) => {
    const stream = await wire.connectDirectTls({ alpn: [] })

    stream.send(wire.header({ to: target.domain }))

    expect((await stream.nextHeader()).element).toFit({ from: target.domain })
    expect(await stream.nextElement()).toFit(
      xml`<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></stream:features>`,
    )
  },
)

for (const [situation, offered] of [
  ['a client that offers it behind another protocol', ['http/1.1', 'xmpp-client']],
  ['a client that offers it before another protocol', ['xmpp-client', 'http/1.1']],
  ['a client that offers other protocols alone', ['http/1.1', 'xmpp-server']],
] as const) {
  verify('3/chooses-xmpp-client', situation, async ({ wire, observe }) => {
    try {
      const { tls } = await wire.connectDirectTls({ alpn: offered })
      // Without a choice, the client knows as much as without ALPN.
      const chosen = tls?.alpnProtocol || 'nothing'
      observe(`chooses ${chosen} of ${offered.join(', ')}`)
      expect(chosen, 'the protocol that was chosen').toMatch(/^(nothing|xmpp-client)$/)
    } catch (error) {
      const refused =
        error instanceof InconclusiveError && /alert no application protocol/.test(error.message)
      if (!refused) throw error
      observe(`ends the handshake of a client that offers ${offered.join(', ')}`)
      expect(offered, 'what was offered in vain').not.toContain('xmpp-client')
    }
  })
}

verify('3/no-starttls-over-direct-tls', 'the features of the stream', async ({ wire, target }) => {
  const stream = await wire.connectDirectTls()

  stream.send(wire.header({ to: target.domain }))

  const features = await stream.nextElement()
  expect(features).toFit({ name: 'features', ns: NS.streams })
  expect(features.child('starttls', NS.tls)).toBeUndefined()
})

verify(
  '3/no-starttls-over-direct-tls',
  'a client that asks for it all the same',
  async ({ wire, target }) => {
    const stream = await wire.connectDirectTls()
    stream.send(wire.header({ to: target.domain }))
    await stream.nextElement('stream features', (element) => element.is('features', NS.streams))

    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)

    expect(await stream.nextElement()).toFit({ name: /^(failure|error)$/ })
  },
)
