import { conformance, expect } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon, uploadedMoon } from './uploads.ts'

const verify = conformance(rfc9110)

verify('14.2/ignores-ranges-of-head', 'a client asks how large the rest of a picture is', async (stage) => {
  const slot = await uploadedMoon(stage)
  const { status, headers } = await stage.http({
    method: 'HEAD',
    url: slot.get,
    headers: { range: 'bytes=400-' },
  })
  expect(status).toBe(200)
  expect(headers['content-length'] ?? `${moon.length}`).toBe(`${moon.length}`)
})
