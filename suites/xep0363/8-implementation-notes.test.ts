import { conformance, expect, xml } from '#conformance'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

verify(
  '8/pages-of-other-hosts-may-upload',
  'the browser of a web client asks first',
  async ({ accounts, http, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='moon.png' size='100'/>`,
    )
    const { headers } = await http({
      method: 'OPTIONS',
      url: slot.put,
      headers: {
        origin: 'https://web.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization, content-type',
      },
    })
    expect(headers['access-control-allow-origin'] ?? '').toMatch(/^(\*|https:\/\/web\.example)$/)
    expect(headers['access-control-allow-methods'] ?? '').toMatch(/\bPUT\b/)
    expect(headers['access-control-allow-headers'] ?? '').toMatch(/\bauthorization\b|\*/i)
  },
)
