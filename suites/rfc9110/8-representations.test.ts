import { conformance, expect, slotIn, slotRequest } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon } from './uploads.ts'

const verify = conformance(rfc9110)

for (const type of ['image/png', 'text/plain', 'application/vnd.example.moon+zip']) {
  verify('8.3/keeps-the-content-type', `a file of type ${type}`, async ({ accounts, files, http }) => {
    const [romeo] = await accounts.create('romeo')
    const file = { filename: 'moon.bin', 'content-type': type, body: moon }
    const slot = await files.store(await romeo.connect(), file)
    const { headers } = await http({ method: 'GET', url: slot.get })
    expect((headers['content-type'] ?? 'none').split(';')[0]).toBe(type)
  })
}

for (const [situation, size] of [
  ['a size as XEP-0363 wants it', '1000'],
  ['a size with zeros before it', '0001000'],
  ['a size with an exponent', '1e3'],
] as const) {
  verify('8.6/states-its-length-in-digits', situation, async ({ accounts, http, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const answer = await orchard.request(slotRequest(service('http-upload'), { filename: 'moon.png', size }))
    const slot = slotIn(answer)
    observe(slot === undefined ? `the size ${size} is refused` : `the size ${size} is granted`)
    if (slot === undefined) {
      expect(answer).toBeStanzaError(['bad-request', 'not-acceptable'])
      return
    }
    const stored = await http({ method: 'PUT', url: slot.put, headers: slot.headers, body: moon })
    expect(stored.status).toBe(201)
    for (const method of ['GET', 'HEAD']) {
      const { headers } = await http({ method, url: slot.get })
      if ('content-length' in headers || method === 'HEAD') expect(headers['content-length']).toBe('1000')
    }
  })
}
