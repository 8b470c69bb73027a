import { conformance, expect } from '#conformance'
import { notWellFormed } from '#fixtures/malformed/not-well-formed.ts'
import { restrictedOnTheStream } from '#fixtures/malformed/restricted.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const faults = {
  'an end tag that closes another element': notWellFormed['an end tag that closes another element'] ?? '',
  'a comment between stanzas': restrictedOnTheStream['a comment between stanzas'] ?? '',
}

for (const [situation, bytes] of Object.entries(faults)) {
  verify('4.9.3.1/prefers-the-specific-condition', situation, async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send(bytes)

    const error = await stream.nextElement()
    expect(error).toBeStreamError([
      'bad-namespace-prefix',
      'invalid-xml',
      'not-well-formed',
      'restricted-xml',
      'unsupported-encoding',
    ])
  })
}

verify('4.9.3.6/refuses-an-unknown-host', 'a header to a domain that is not served', async ({ wire }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: 'verona.example' }))

  expect(await stream.nextElement()).toBeStreamError('host-unknown')
  await stream.closed()
})

verify(
  '4.9.3.14/refuses-what-is-too-big',
  'more than 10 kB of a stanza before login',
  async ({ wire, observe }) => {
    const { stream } = await wire.open()

    stream.send(`<message><body>${'Wherefore? '.repeat(950)}`)

    const error = await stream.nextElement()
    expect(error).toBeStreamError('policy-violation')
    observe(
      `says of a stanza that is too big: ${error
        .elements()
        .map(({ name }) => name)
        .join(', ')}`,
    )
    await stream.closed()
  },
)

verify(
  '4.9.3.21/undefined-only-with-a-condition-of-its-own',
  'a header to a domain that is not served',
  async ({ wire }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: 'verona.example' }))

    expect(await stream.nextElement()).not.toBeStreamError('undefined-condition')
  },
)
