import { conformance, expect } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon, uploadedMoon } from './uploads.ts'

const verify = conformance(rfc9110)

for (const [situation, range, from, to] of [
  ['the rest of a picture', 'bytes=400-', 400, 1_000],
  ['the first bytes', 'bytes=0-9', 0, 10],
  ['bytes from the middle', 'bytes=400-599', 400, 600],
  ['the last bytes', 'bytes=-100', 900, 1_000],
  ['the last byte', 'bytes=999-999', 999, 1_000],
  ['more than there is', 'bytes=900-5000', 900, 1_000],
  ['a unit that nobody knows', 'rows=1-2', 0, 1_000],
] as const) {
  verify('15.3.7/a-part-is-the-one-asked-for', situation, async (stage) => {
    const slot = await uploadedMoon(stage)
    const part = await stage.http({ method: 'GET', url: slot.get, headers: { range } })
    stage.observe(`${range} is answered by ${part.status}`)
    expect([200, 206]).toContain(part.status)
    const wanted = part.status === 200 ? moon : moon.subarray(from, to)
    expect(part.body.length, 'bytes of content').toBe(wanted.length)
    expect(part.body.equals(wanted), 'the bytes that were asked for').toBe(true)
    if (part.status === 206) {
      expect(part.headers['content-range']).toBe(`bytes ${from}-${to - 1}/${moon.length}`)
    }
  })
}

verify('15.5.17/states-the-length-with-416', 'a part behind the end', async (stage) => {
  const slot = await uploadedMoon(stage)
  const { status, headers } = await stage.http({
    method: 'GET',
    url: slot.get,
    headers: { range: 'bytes=5000-' },
  })
  stage.observe(`a part behind the end is answered by ${status}`)
  expect([200, 416]).toContain(status)
  if (status === 416) expect(headers['content-range'] ?? 'none').toBe(`bytes */${moon.length}`)
})

verify('15.4.5/304-keeps-fields-of-the-cache', 'a picture that a browser has already', async (stage) => {
  const slot = await uploadedMoon(stage)
  const fetched = await stage.http({ method: 'GET', url: slot.get })
  const again = await stage.http({
    method: 'GET',
    url: slot.get,
    headers: { 'if-modified-since': fetched.headers['last-modified'] ?? '' },
  })
  expect(again.status).toBe(304)
  for (const name of ['cache-control', 'content-location', 'etag', 'expires', 'vary']) {
    if (name in fetched.headers) expect(again.headers, `${name}, as with 200`).toHaveProperty(name)
  }
})
