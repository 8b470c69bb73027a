import { conformance, expect, xml } from '#conformance'
import { bytes } from './files.ts'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

const PAGE = 'https://web.example'
/** What lets the page read: any page, or this one (Fetch, CORS check). */
const READABLE = /^(\*|https:\/\/web\.example)$/

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
        origin: PAGE,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization, content-type',
      },
    })
    expect(headers['access-control-allow-origin'] ?? '').toMatch(READABLE)
    expect(headers['access-control-allow-methods'] ?? '').toMatch(/\bPUT\b/)
    expect(headers['access-control-allow-headers'] ?? '').toMatch(/\bauthorization\b|\*/i)
  },
)

verify(
  '8/pages-of-other-hosts-may-fetch',
  'a web client reads the answer to its upload',
  async ({ accounts, files, http }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.slot(await romeo.connect(), { filename: 'moon.png', size: 100 })
    const stored = await http({
      method: 'PUT',
      url: slot.put,
      headers: { ...slot.headers, origin: PAGE },
      body: bytes(100),
    })
    expect(stored.status).toBe(201)
    expect(stored.headers['access-control-allow-origin'] ?? 'none').toMatch(READABLE)
  },
)

verify(
  '8/pages-of-other-hosts-may-fetch',
  'a web client reads an uploaded file',
  async ({ accounts, files, http }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.store(await romeo.connect(), { filename: 'moon.png', body: bytes(100) })
    const fetched = await http({ method: 'GET', url: slot.get, headers: { origin: PAGE } })
    expect(fetched.status).toBe(200)
    expect(fetched.headers['access-control-allow-origin'] ?? 'none').toMatch(READABLE)
  },
)

verify(
  '8/pages-of-other-hosts-may-fetch',
  'the browser of a web client asks whether it may fetch',
  async ({ accounts, files, http }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.store(await romeo.connect(), { filename: 'moon.png', body: bytes(100) })
    const { status, headers } = await http({
      method: 'OPTIONS',
      url: slot.get,
      headers: { origin: PAGE, 'access-control-request-method': 'GET' },
    })
    expect(status, 'the status of a preflight that went well').toBeLessThan(300)
    expect(headers['access-control-allow-origin'] ?? 'none').toMatch(READABLE)
  },
)
