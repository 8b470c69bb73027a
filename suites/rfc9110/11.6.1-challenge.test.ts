import { conformance, expect } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon } from './uploads.ts'

const verify = conformance(rfc9110)

verify('11.6.1/challenges', 'an upload without credentials', async ({ accounts, files, http, observe }) => {
  const [romeo] = await accounts.create('romeo')
  const slot = await files.slot(await romeo.connect(), { filename: 'moon.png', size: moon.length })
  const { status, headers } = await http({ method: 'PUT', url: slot.put, body: moon })
  observe(`an upload without credentials is answered by ${status}`)
  if (status === 401) {
    expect(headers['www-authenticate'] ?? 'none').toMatch(/^(?!none)[!#$%&'*+\-.^_`|~0-9A-Za-z]+/)
  }
})
