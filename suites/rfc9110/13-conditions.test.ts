import { conformance, expect } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon, uploadedMoon } from './uploads.ts'

const verify = conformance(rfc9110)

const HOUR_MS = 3_600_000

for (const [situation, laterBy] of [
  ['the date that came with the file', 0],
  ['a date an hour later', HOUR_MS],
] as const) {
  verify('13.1.3/not-modified-since', situation, async (stage) => {
    const slot = await uploadedMoon(stage)
    const modified = lastModified(await stage.http({ method: 'GET', url: slot.get }))
    const since = new Date(modified + laterBy).toUTCString()
    const { status, body } = await stage.http({
      method: 'GET',
      url: slot.get,
      headers: { 'if-modified-since': since },
    })
    expect(status).toBe(304)
    expect(body.length, 'bytes of content').toBe(0)
  })
}

verify('13.1.3/modified-since', 'a date an hour before the upload', async (stage) => {
  const slot = await uploadedMoon(stage)
  const modified = lastModified(await stage.http({ method: 'GET', url: slot.get }))
  const since = new Date(modified - HOUR_MS).toUTCString()
  const fetched = await stage.http({ method: 'GET', url: slot.get, headers: { 'if-modified-since': since } })
  expect(fetched.status).toBe(200)
  expect(fetched.body.equals(moon), 'the whole picture').toBe(true)
})

for (const [situation, since] of [
  ['words in place of a date', 'yesterday'],
  ['a date of another format', '2026-11-25T12:00:00Z'],
] as const) {
  verify('13.1.3/ignores-what-is-no-date', situation, async (stage) => {
    const slot = await uploadedMoon(stage)
    const fetched = await stage.http({
      method: 'GET',
      url: slot.get,
      headers: { 'if-modified-since': since },
    })
    expect(fetched.status).toBe(200)
    expect(fetched.body.equals(moon), 'the whole picture').toBe(true)
  })
}

for (const [situation, version] of [
  ['a tag that the file never had', '"another-version"'],
  ['a date on which the file was not modified', 'Tue, 15 Nov 1994 12:45:26 GMT'],
] as const) {
  verify('13.1.5/heeds-if-range', situation, async (stage) => {
    const slot = await uploadedMoon(stage)
    const fetched = await stage.http({
      method: 'GET',
      url: slot.get,
      headers: { range: 'bytes=500-', 'if-range': version },
    })
    expect(fetched.status).toBe(200)
    expect(fetched.body.equals(moon), 'the whole picture').toBe(true)
  })
}

function lastModified({ headers }: { readonly headers: Readonly<Record<string, string>> }): number {
  const at = Date.parse(headers['last-modified'] ?? '')
  expect(at, `a date of the last change, not "${headers['last-modified']}"`).not.toBeNaN()
  return at
}
