import { conformance, expect, NS } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('11.5/server-sends-an-xml-declaration', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { raw } = await stream.nextHeader()
  expect(raw).toMatch(/^<\?xml\s/)
})

verify('11.5/declaration-is-as-xml-has-it', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { raw } = await stream.nextHeader()
  expect(raw).toMatch(
    /^(<\?xml\s+version\s*=\s*(["'])1\.0\2(\s+encoding\s*=\s*(["'])utf-8\4)?(\s+standalone\s*=\s*(["'])(yes|no)\6)?\s*\?>\s*)?<[^?]/i,
  )
})

verify('11.5/declaration-is-not-standalone', 'before TLS', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const { raw } = await stream.nextHeader()
  expect(raw).not.toMatch(/^<\?xml[^>]*standalone/)
})

verify(
  '11.5/copes-with-standalone',
  "a declaration with standalone='no'",
  async ({ wire, target, observe }) => {
    const stream = await wire.connect()

    stream.send(
      wire
        .header({ to: target.domain })
        .replace("<?xml version='1.0'?>", "<?xml version='1.0' standalone='no'?>"),
    )

    const answer = await stream.nextElement()
    if (answer.is('features', NS.streams)) {
      observe("ignores standalone='no'")
    } else {
      observe("closes a stream with standalone='no'")
      expect(answer).toFit({ name: 'error', ns: NS.streams })
      await stream.closed()
    }
  },
)
