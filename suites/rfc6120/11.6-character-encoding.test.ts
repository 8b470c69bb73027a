import { conformance, expect, NS, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

/** Characters of one, two, three and four bytes. */
const CHARACTERS = 'o ö の 🌹 \u00a0 \u{10ffff}'

verify('11.6/carries-utf-8', 'a message in one piece', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${balcony.jid}'><body>${CHARACTERS}</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit(
    xml`<message><body>${CHARACTERS}</body></message>`,
  )
})

verify(
  '11.6/carries-utf-8',
  'messages cut inside a character, the first piece read before the other came',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    for (const character of ['ö', 'の', '🌹']) {
      const before = new TextEncoder().encode(`<message to='${balcony.jid}' id='${character}'><body>`)
      const bytes = new TextEncoder().encode(`${character}</body></message>`)
      orchard.stream.send(Uint8Array.from([...before, ...bytes.subarray(0, 1)]))
      await fence.roundTrip(balcony)
      orchard.stream.send(bytes.subarray(1))

      expect(await balcony.next({ name: 'message', id: character })).toFit(
        xml`<message><body>${character}</body></message>`,
      )
    }
  },
)

const foreign: Readonly<Record<string, (header: string) => string | Uint8Array>> = {
  'a declaration of UTF-16': (header) => header.replace('?>', " encoding='UTF-16'?>"),
  'a declaration of ISO-8859-1': (header) => header.replace('?>', " encoding='ISO-8859-1'?>"),
  'UTF-16 with a byte order mark': (header) => utf16(`\uFEFF${header}`),
  'UTF-16 without a byte order mark': utf16,
}

/** UTF-16, the lower byte first. */
function utf16(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  )
}

for (const [situation, encode] of Object.entries(foreign)) {
  verify('11.6/closes-on-another-encoding', situation, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(encode(wire.header({ to: target.domain })))

    expect(await stream.nextElement()).toFit({ name: 'error', ns: NS.streams })
    await stream.closed()
  })

  verify('11.6/names-the-unsupported-encoding', situation, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(encode(wire.header({ to: target.domain })))

    expect(await stream.nextElement()).toBeStreamError('unsupported-encoding')
  })
}

verify('11.6/server-sends-no-byte-order-mark', 'the beginning of a stream', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(wire.header({ to: target.domain }))

  const first = await stream.next('the first of the stream')
  expect(first.raw).toMatch(/^</)
})

verify('11.6/no-byte-order-mark-is-read', 'U+FEFF at both ends of a text', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const body = '\uFEFFWherefore\uFEFF'

  const sent = orchard.send(xml`<message to='${balcony.jid}'><body>${body}</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit(
    xml`<message><body>${body}</body></message>`,
  )
})

verify('11.6/no-byte-order-mark-is-read', 'U+FEFF before the header', async ({ wire, target }) => {
  const stream = await wire.connect()

  stream.send(`\uFEFF${wire.header({ to: target.domain })}`)

  expect(await stream.nextElement()).toFit({ name: 'error', ns: NS.streams })
})
