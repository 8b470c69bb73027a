import { conformance, expect, UPLOAD, xml } from '#conformance'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

/** RFC 3986 §2: what a URI may consist of, each percent sign with its two digits. */
const URI = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/

const awkwardNames = [
  'très cool.jpg',
  'ложь.txt',
  '100% sure?.pdf',
  'a b#c.png',
  '"quoted" <name>.gif',
  '愛.webp',
]

for (const [situation, filename] of [
  ['a user asks for a slot for a picture', 'balcony.jpeg'],
  ['a file name with an accent and a space', 'très cool.jpg'],
  ['a file name in another script, with two endings', 'любовь.tar.gz'],
  ['a file name of 200 characters', `${'romeo'.repeat(39)}.jpeg`],
  ['a file name with signs that mean something in a URL', '100% sure? #1 & more+less.pdf'],
] as const) {
  verify('4/keeps-the-file-name', situation, async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='${filename}' size='1024'/>`,
    )
    const names = [slot.put, slot.get].map((url) => new URL(url).pathname.split('/').at(-1) ?? '')
    expect(names.map(decodeURIComponent)).toEqual([filename, filename])
  })
}

verify(
  '4/urls-are-served-over-tls',
  'a user asks for a slot and looks its host up',
  async ({ accounts, http, serverMayLog, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='letter.txt' size='4'/>`,
    )
    expect([slot.put, slot.get]).toEqual([expect.stringMatching(/^https:/), expect.stringMatching(/^https:/)])

    // There is no file yet, and Prosody logs that it found none.
    serverMayLog(/Could not open file for reading/)
    // A certificate that is not for the name ends the exchange before there is any answer.
    const unknown = await http({ method: 'HEAD', url: slot.get })
    expect(unknown.status, 'an answer by HTTP over TLS').toBeGreaterThanOrEqual(200)
  },
)

verify(
  '4/urls-are-uris',
  'users ask for slots for files with awkward names',
  async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    for (const name of awkwardNames) {
      const slot = await slotFrom(
        orchard,
        service('http-upload'),
        xml`<request xmlns='urn:xmpp:http:upload:0' filename='${name}' size='1024'/>`,
      )
      expect(slot.put).toMatch(URI)
      expect(slot.get).toMatch(URI)
    }
  },
)

verify(
  '4/non-ascii-is-percent-encoded',
  'a user asks for a slot for a file with an accent',
  async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='très cool.jpg' size='1024'/>`,
    )
    for (const url of [slot.put, slot.get]) {
      expect(url).toMatch(/^[\x21-\x7e]+$/)
      expect(url.toUpperCase(), 'the accent in UTF-8, percent-encoded').toContain('%C3%A8')
    }
  },
)

verify(
  '4/headers-have-a-name-and-a-value',
  'a user asks for a slot and reads its headers',
  async ({ accounts, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const { element } = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='letter.txt' size='1024'/>`,
    )
    const headers = element.child('put', UPLOAD)?.childrenNamed('header', UPLOAD) ?? []
    observe(
      headers.length === 0
        ? 'a PUT needs no headers'
        : `a PUT needs ${headers.map(({ attrs }) => attrs['name']).join(', ')}`,
    )
    for (const header of headers) {
      expect(header.attrs['name'] ?? '').toMatch(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/)
      expect(header.text()).not.toBe('')
    }
  },
)

verify(
  '4/headers-are-the-allowed-ones',
  'a user asks for a slot and reads the names of its headers',
  async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='letter.txt' size='1024'/>`,
    )
    const others = Object.keys(slot.headers).filter((name) => !/^(authorization|cookie|expires)$/i.test(name))
    expect(others, 'headers that clients must leave out').toEqual([])
  },
)
