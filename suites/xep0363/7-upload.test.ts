import { conformance, expect, slotIn, slotRequest, xml } from '#conformance'
import { bytes } from './files.ts'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

for (const [situation, filename, size] of [
  ['an empty file', 'silence.txt', 0],
  ['a file of one byte', 'letter.txt', 1],
  ['a file of 300 kB', 'moon.png', 300_000],
  ['a name with accents, spaces and another script', 'très cool, любовь 🌙.jpg', 100],
  ['a name with signs that mean something in a URL', '100% sure? #1 & more+less;a=b.pdf', 100],
  ['a name with quotes and brackets', '"quoted" <b>\'name\'<br>.gif', 100],
  ['a name of 1,000 characters', `${'romeo'.repeat(199)}.jpeg`, 100],
  ['a name that climbs out of its folder', '../../../etc/passwd', 100],
  ['a name that climbs by backslashes', '..\\..\\config.lua', 100],
  ['a name that is a folder above', '..', 100],
  ['a name that begins with a dot', '.htaccess', 100],
] as const) {
  verify('7/serves-what-it-has-stored', situation, async ({ accounts, http, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const answer = await orchard.request(slotRequest(service('http-upload'), { filename, size }))
    const slot = slotIn(answer)
    if (slot === undefined) {
      // No service owes a slot for every name; what it grants must be of use.
      expect(answer).toBeStanzaError(['bad-request', 'not-acceptable'], ['modify', 'cancel'])
      observe(`${situation}: refused`)
      return
    }
    observe(`${situation}: granted`)
    const body = bytes(size)
    const stored = await http({ method: 'PUT', url: slot.put, headers: slot.headers, body })
    expect(stored.status).toBe(201)
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status).toBe(200)
    expect(fetched.body.equals(body), 'the very bytes that were uploaded').toBe(true)
  })
}

for (const [situation, headersOf] of [
  ['none of the headers', () => ({})],
  [
    'a changed header',
    (own: Headers) => Object.fromEntries(Object.entries(own).map(([name, value]) => [name, damaged(value)])),
  ],
  ['the headers of another slot', (_own: Headers, others: Headers) => others],
] as const) {
  verify(
    '7/needs-the-headers-of-the-slot',
    situation,
    async ({ accounts, files, http, observe, serverMayLog }) => {
      const [romeo, mercutio] = await accounts.create('romeo', 'mercutio')
      const file = { filename: 'letter.txt', size: 100, 'content-type': 'text/plain' }
      const slot = await files.slot(await romeo.connect(), file)
      const other = await files.slot(await mercutio.connect(), file)
      if (Object.keys(slot.headers).length === 0) {
        observe('an upload needs no headers: whoever knows the address may upload')
        return
      }
      const answer = await http({
        method: 'PUT',
        url: slot.put,
        headers: { ...headersOf(slot.headers, other.headers), 'content-type': 'text/plain' },
        body: bytes(100),
      })
      expect(answer.status, 'the status of a refusal').toBeGreaterThanOrEqual(400)
      expect(answer.status, 'a refusal, and no failure').toBeLessThan(500)

      // Prosody looks for the file before it answers that there is none.
      serverMayLog(/Could not open file for reading/)
      const fetched = await http({ method: 'GET', url: slot.get })
      expect(fetched.status, 'nothing is served').toBeGreaterThanOrEqual(400)
    },
  )
}

verify(
  '7/keeps-the-first-upload',
  'the same request with other bytes, after the upload',
  async ({ accounts, files, http, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const body = bytes(100)
    const slot = await files.store(await romeo.connect(), { filename: 'letter.bin', body })
    const again = await http({
      method: 'PUT',
      url: slot.put,
      headers: slot.headers,
      body: Buffer.alloc(100, 'x'),
    })
    observe(`a second upload is answered by ${again.status}`)
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status).toBe(200)
    expect(fetched.body.equals(body), 'the bytes of the first upload').toBe(true)
  },
)

verify(
  '7/takes-several-uploads-at-once',
  'eight uploads of two users at the same time',
  async ({ accounts, files, http }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const sessions = [await romeo.connect(), await juliet.connect()]
    const uploads = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const session = sessions[index % 2] as (typeof sessions)[number]
        const body = Buffer.alloc(50_000 + index, `${index}`)
        const filename = `letter-${index}.txt`
        return { body, slot: await files.slot(session, { filename, size: body.length }) }
      }),
    )
    const answers = await Promise.all(
      uploads.map(({ slot, body }) => http({ method: 'PUT', url: slot.put, headers: slot.headers, body })),
    )
    expect(answers.map(({ status }) => status)).toEqual(uploads.map(() => 201))
    const fetched = await Promise.all(uploads.map(({ slot }) => http({ method: 'GET', url: slot.get })))
    expect(
      fetched.map(({ body }, index) => uploads[index]?.body.equals(body)),
      'each its own bytes',
    ).toEqual(uploads.map(() => true))
  },
)

for (const [situation, length, coding] of [
  ['a file is one byte shorter than its slot', 99, {}],
  ['a file is one byte longer than its slot', 101, {}],
  ['a file in chunks is one byte shorter than its slot', 99, { 'transfer-encoding': 'chunked' }],
  ['a file in chunks is one byte longer than its slot', 101, { 'transfer-encoding': 'chunked' }],
] as const) {
  verify('7/rejects-another-length', situation, async ({ accounts, http, serverMayLog, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='letter.txt' size='100' content-type='text/plain'/>`,
    )
    const answer = await http({
      method: 'PUT',
      url: slot.put,
      headers: { ...slot.headers, 'content-type': 'text/plain', ...coding },
      body: Buffer.alloc(length, 'x'),
    })
    expect(answer.status, 'the status of a refusal').toBeGreaterThanOrEqual(400)

    // Prosody looks for the file before it answers that there is none.
    serverMayLog(/Could not open file for reading/)
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status, 'nothing is served').toBeGreaterThanOrEqual(400)
  })
}

verify(
  '7/rejects-another-length',
  'the connection of an upload ends in its middle',
  async ({ accounts, files, http, observe, serverMayLog }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const body = bytes(200_000)
    const slot = await files.slot(orchard, { filename: 'moon.png', size: body.length })
    const headers = { ...slot.headers, 'content-length': `${body.length}` }
    await http.cutShort({ method: 'PUT', url: slot.put, headers, body }, 100_000)

    // Prosody looks for the file before it answers that there is none.
    serverMayLog(/Could not open file for reading/)
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status, 'nothing is served').toBeGreaterThanOrEqual(400)

    const again = await http({ method: 'PUT', url: slot.put, headers, body })
    observe(`an upload that was cut short can ${again.status === 201 ? '' : 'not '}be made again`)
  },
)

verify(
  '7/rejects-another-type',
  'a page comes where a picture was announced',
  async ({ accounts, http, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='moon.png' size='6' content-type='image/png'/>`,
    )
    const answer = await http({
      method: 'PUT',
      url: slot.put,
      headers: { ...slot.headers, 'content-type': 'text/html', 'content-length': '6' },
      body: Buffer.from('<html>'),
    })
    expect(answer.status, 'the status of a refusal').toBeGreaterThanOrEqual(400)
  },
)

type Headers = Readonly<Record<string, string>>

/** With its last character but ten changed: the same form, another meaning. */
function damaged(value: string): string {
  const at = Math.max(0, value.length - 10)
  return value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1)
}
