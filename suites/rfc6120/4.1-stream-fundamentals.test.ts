import { conformance, expect, NS, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('4.1/answers-with-a-response-stream', 'a header in one piece', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const header = await stream.nextHeader()
  expect(header.element).toFit({ name: 'stream', ns: NS.streams })
})

verify(
  '4.1/answers-with-a-response-stream',
  'a header without an XML declaration',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(
      `<stream:stream to='${target.domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
    )

    const header = await stream.nextHeader()
    expect(header.element).toFit({ name: 'stream', ns: NS.streams })
  },
)

verify('4.1/answers-with-a-response-stream', 'a header byte by byte', async ({ wire, target }) => {
  const stream = await wire.connect()

  for (const byte of new TextEncoder().encode(wire.header({ to: target.domain }))) {
    stream.send(Uint8Array.of(byte))
  }

  const header = await stream.nextHeader()
  expect(header.element).toFit({ name: 'stream', ns: NS.streams })
})

verify(
  '4.1/answers-with-a-response-stream',
  'a header and the first element behind it in one piece',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(
      `${wire.header({ to: target.domain })}${xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`}`,
    )

    const header = await stream.nextHeader()
    expect(header.element).toFit({ name: 'stream', ns: NS.streams })
    expect(await stream.nextElement()).toFit({ name: 'features', ns: NS.streams })
    expect(await stream.nextElement()).toFit({ name: 'proceed', ns: NS.tls })
  },
)
