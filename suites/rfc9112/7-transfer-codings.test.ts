import { conformance, expect, type Stage } from '#conformance'
import { rfc9112 } from './requirements.ts'

const verify = conformance(rfc9112)

verify('7.1/decodes-chunks', 'an upload of 200 kB in chunks', async (stage) => {
  await uploadInChunks(stage, 'chunked')
})

verify('7/coding-names-in-any-case', 'a client that writes Chunked', async (stage) => {
  await uploadInChunks(stage, 'Chunked')
})

/** Uploads a file without saying how long it is. A server may ask for the length (RFC 9112 §6.3). */
async function uploadInChunks({ accounts, files, http, observe }: Stage, coding: string): Promise<void> {
  const [romeo] = await accounts.create('romeo')
  const body = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251))
  const slot = await files.slot(await romeo.connect(), { filename: 'moon.png', size: body.length })
  const headers = { ...slot.headers, 'transfer-encoding': coding }
  const stored = await http({ method: 'PUT', url: slot.put, headers, body })
  observe(`an upload in chunks is answered by ${stored.status}`)
  expect([201, 411]).toContain(stored.status)
  if (stored.status === 411) return
  const fetched = await http({ method: 'GET', url: slot.get })
  expect(fetched.status).toBe(200)
  expect(fetched.body.equals(body), 'the very bytes that were uploaded').toBe(true)
}
