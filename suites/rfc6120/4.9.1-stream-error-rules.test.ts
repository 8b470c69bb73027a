import { conformance, expect, NS, type Stage, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '4.9.1.1/closes-after-a-stream-error',
  'XML that is not well-formed, before login',
  async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send('<message><body>No closing tag!</message>')

    expect(await stream.nextElement()).toBeStreamError(['not-well-formed', 'bad-format'])
    const rest = await stream.closed()
    expect(rest.map(({ kind }) => kind)).toEqual(['close', 'end'])
  },
)

verify(
  '4.9.1.1/closes-after-a-stream-error',
  'XML that is not well-formed, with other stanzas behind it, after login',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.stream.send(
      `<message><body>No closing tag!</message>${xml`<iq type='get' id='behind'><ping xmlns='urn:xmpp:ping'/></iq>`}`,
    )

    const error = await orchard.stream.nextElement('a stream error', (element) =>
      element.is('error', NS.streams),
    )
    expect(error).toBeStreamError(['not-well-formed', 'bad-format'])
    const rest = await orchard.stream.closed()
    expect(rest.map(({ kind }) => kind)).toEqual(['close', 'end'])
  },
)

verify('4.9.1.1/closes-on-the-error-of-a-client', 'a client that gives up before login', async ({ wire }) => {
  const { stream } = await wire.open()

  stream.send(
    "<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
  )

  const rest = await stream.closed()
  expect(rest.map(({ kind }) => kind)).toEqual(['close', 'end'])
})

verify(
  '4.9.1.2/setup-errors-stand-in-a-stream',
  'a header in the wrong namespace',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain, 'xmlns:stream': 'urn:example:streams' }))

    const answer = await stream.closed()
    expect(answer.map(({ kind }) => kind)).toEqual(['header', 'element', 'close', 'end'])
  },
)

verify('4.9.1.2/setup-errors-stand-in-a-stream', 'something that is no XML at all', async ({ wire }) => {
  const stream = await wire.connect()

  stream.send('GET / HTTP/1.1\r\nHost: verona.example\r\n\r\n')

  const answer = await stream.closed()
  expect(answer.map(({ kind }) => kind)).toEqual(['header', 'element', 'close', 'end'])
})

function servedOrEmpty({ hosts }: Stage['target']): RegExp {
  return new RegExp(`^(${hosts.map(({ domain }) => domain.replaceAll('.', '\\.')).join('|')})?$`)
}

verify(
  '4.9.1.3/names-itself-to-who-asks-for-another',
  'a header to a domain that is not served',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: 'verona.example' }))

    const { element } = await stream.nextHeader()
    expect(element).toFit({ from: servedOrEmpty(target) })
  },
)

verify(
  '4.9.1.3/names-itself-to-who-asks-for-another',
  'a header to nobody',
  async ({ wire, target, observe }) => {
    const stream = await wire.connect()

    stream.send(wire.header({}))

    const { element } = await stream.nextHeader()
    if ((await stream.nextElement()).is('features', NS.streams)) observe('serves a client that names no host')
    expect(element).toFit({ from: servedOrEmpty(target) })
  },
)
