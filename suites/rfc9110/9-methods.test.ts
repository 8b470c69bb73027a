import { conformance, expect } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon, uploadedMoon } from './uploads.ts'

const verify = conformance(rfc9110)

verify('9.3.2/head-is-get-without-content', 'a client asks how large a picture is', async (stage) => {
  const slot = await uploadedMoon(stage)
  const fetched = await stage.http({ method: 'GET', url: slot.get })
  const asked = await stage.http({ method: 'HEAD', url: slot.get })
  expect(asked.status).toBe(fetched.status)
  expect(asked.body.length, 'bytes of content').toBe(0)
  expect(asked.headers['content-length'] ?? `${moon.length}`).toBe(`${moon.length}`)
  expect(asked.headers['content-type']).toBe(fetched.headers['content-type'])
})

for (const [situation, method] of [
  ['a stranger asks to delete a picture', 'DELETE'],
  ['a stranger puts another picture in its place', 'PUT'],
  ['a stranger posts to its address', 'POST'],
] as const) {
  verify('9.3.5/deletes-for-nobody', situation, async (stage) => {
    const slot = await uploadedMoon(stage)
    const body = method === 'DELETE' ? Buffer.alloc(0) : Buffer.alloc(moon.length)
    const answer = await stage.http({ method, url: slot.get, body })
    expect(answer.status, 'the status of a refusal').toBeGreaterThanOrEqual(400)
    const fetched = await stage.http({ method: 'GET', url: slot.get })
    expect(fetched.status).toBe(200)
    expect(fetched.body.equals(moon), 'the picture as it was').toBe(true)
  })
}
