import { conformance, expect, NS, type Stage, streamErrorConditions } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

/** What a client sends on a new connection to be refused, by what is wrong with it. */
const refused: Readonly<Record<string, (stage: Stage) => string>> = {
  'a header to a domain that is not served': ({ wire }) => wire.header({ to: 'verona.example' }),
  'a header in the wrong namespace': ({ wire, target }) =>
    wire.header({ to: target.domain, 'xmlns:stream': 'urn:example:streams' }),
  'a stanza that is not well-formed': ({ wire, target }) =>
    `${wire.header({ to: target.domain })}<message><body></message>`,
}

for (const [situation, bytes] of Object.entries(refused)) {
  verify('4.9.2/has-one-defined-condition', situation, async (stage) => {
    const stream = await stage.wire.connect()

    stream.send(bytes(stage))

    const error = await stream.nextElement('a stream error', (element) => element.is('error', NS.streams))
    const conditions = error.elements().filter(({ name, ns }) => ns === NS.streamErrors && name !== 'text')
    expect(conditions).toHaveLength(1)
    expect(error).toBeStreamError(streamErrorConditions)
  })

  verify('4.9.2/text-is-in-the-namespace-of-conditions', situation, async (stage) => {
    const stream = await stage.wire.connect()

    stream.send(bytes(stage))

    const error = await stream.nextElement('a stream error', (element) => element.is('error', NS.streams))
    const texts = error.childrenNamed('text')
    expect(texts.length).toBeLessThanOrEqual(1)
    for (const text of texts) expect(text).toFit({ name: 'text', ns: NS.streamErrors })
  })

  verify('4.9.2/text-says-its-language', situation, async (stage) => {
    const stream = await stage.wire.connect()

    stream.send(bytes(stage))

    const error = await stream.nextElement('a stream error', (element) => element.is('error', NS.streams))
    for (const text of error.childrenNamed('text')) expect(text).toFit({ name: 'text', 'xml:lang': /./ })
  })

  verify('4.9.2/other-conditions-have-their-own-namespace', situation, async (stage) => {
    const stream = await stage.wire.connect()

    stream.send(bytes(stage))

    const error = await stream.nextElement('a stream error', (element) => element.is('error', NS.streams))
    const others = error.elements().filter(({ ns }) => ns !== NS.streamErrors)
    for (const { ns } of others) expect(['', NS.client, NS.streams]).not.toContain(ns)
  })
}

verify(
  '4.9.2/other-conditions-have-their-own-namespace',
  'a stanza of more than 10 kB before login',
  async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send(`<message><body>${'Wherefore? '.repeat(950)}`)

    const error = await stream.nextElement('a stream error', (element) => element.is('error', NS.streams))
    const others = error.elements().filter(({ ns }) => ns !== NS.streamErrors)
    for (const { ns } of others) expect(['', NS.client, NS.streams]).not.toContain(ns)
  },
)
