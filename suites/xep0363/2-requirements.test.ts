import { conformance, expect, xml } from '#conformance'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

verify(
  '2/whoever-knows-the-url-gets-the-file',
  'a stranger fetches a picture by its URL',
  async ({ accounts, http, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const picture = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 31) % 256))
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='moon.png' size='5000' content-type='image/png'/>`,
    )

    const stored = await http({
      method: 'PUT',
      url: slot.put,
      headers: { ...slot.headers, 'content-type': 'image/png', 'content-length': '5000' },
      body: picture,
    })
    expect(stored.status).toBe(201)

    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status).toBe(200)
    expect(fetched.body.equals(picture), 'the very bytes that were uploaded').toBe(true)
  },
)
