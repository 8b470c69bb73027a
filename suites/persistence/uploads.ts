import { expect } from '#conformance'
import type { Kept } from './kept.ts'

const moon = Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 31) % 251))
const picture = { filename: 'moon.png', 'content-type': 'image/png' }

export const uploadedFile: Kept = async ({ accounts, files, http }) => {
  const [romeo] = await accounts.create('romeo')
  const slot = await files.store(await romeo.connect(), { ...picture, body: moon })
  return async () => {
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status).toBe(200)
    expect(fetched.headers['content-type']).toBe('image/png')
    expect(fetched.body.equals(moon), 'the very bytes that were uploaded').toBe(true)
  }
}

export const slot: Kept = async ({ accounts, files, http }) => {
  const [romeo] = await accounts.create('romeo')
  const granted = await files.slot(await romeo.connect(), { ...picture, size: moon.length })
  return async () => {
    const headers = { ...granted.headers, 'content-type': 'image/png' }
    const stored = await http({ method: 'PUT', url: granted.put, headers, body: moon })
    expect(stored.status).toBe(201)
    const fetched = await http({ method: 'GET', url: granted.get })
    expect(fetched.body.equals(moon), 'the very bytes that were uploaded').toBe(true)
  }
}
