import { conformance, expect, NS, xml } from '#conformance'
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
