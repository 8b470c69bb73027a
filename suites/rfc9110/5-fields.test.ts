import { conformance, expect, slotIn, slotRequest } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon } from './uploads.ts'

const verify = conformance(rfc9110)

for (const [situation, file] of [
  [
    'a media type with a line break and a field behind it',
    { filename: 'moon.png', 'content-type': 'image/png\r\nX-Injected: yes' },
  ],
  [
    'a file name with a line break and a field behind it',
    { filename: 'moon.png\r\nX-Injected: yes', 'content-type': 'image/png' },
  ],
] as const) {
  verify('5.5/fields-hold-no-line-breaks', situation, async ({ accounts, http, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const answer = await orchard.request(slotRequest(service('http-upload'), { ...file, size: moon.length }))
    const slot = slotIn(answer)
    observe(slot === undefined ? 'refused when a slot is asked for' : 'a slot is granted')
    if (slot === undefined) {
      expect(answer).toBeStanzaError(['bad-request', 'not-acceptable'])
      return
    }
    const headers = { ...slot.headers, 'content-type': 'image/png' }
    const stored = await http({ method: 'PUT', url: slot.put, headers, body: moon })
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(Object.keys({ ...stored.headers, ...fetched.headers })).not.toContain('x-injected')
  })
}
