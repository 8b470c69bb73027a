import { conformance, expect, xml } from '#conformance'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

for (const [situation, length] of [
  ['a file is one byte shorter than its slot', 99],
  ['a file is one byte longer than its slot', 101],
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
      headers: { ...slot.headers, 'content-type': 'text/plain', 'content-length': String(length) },
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
