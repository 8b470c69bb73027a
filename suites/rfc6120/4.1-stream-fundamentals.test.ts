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

for (const [situation, cuts] of Object.entries({
  'a header in two pieces, the first read before the other came': [60],
  'a header in three pieces, each read before the next came': [60, 100],
})) {
  verify('4.1/answers-with-a-response-stream', situation, async ({ wire, target }) => {
    const stream = await wire.connect()
    const header = wire.header({ to: target.domain })

    for (const [index, cut] of cuts.entries()) {
      stream.send(header.slice(cuts[index - 1] ?? 0, cut))
      // Once another client has been answered several times, the server has turned to what came before.
      await wire.secured(target.domain, 'another client')
    }
    stream.send(header.slice(cuts.at(-1)))

    const answer = await stream.next('a stream header', ({ kind }) => kind === 'header', 2000)
    expect(answer.raw).toContain('<stream:stream')
  })
}

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
