import { conformance, expect } from '#conformance'
import { bytes } from './files.ts'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

const HOUR = 3_600
const MONTH = 31 * 24 * HOUR
/** For clearing away all that was uploaded in a month. */
const CLEARED_WITHIN_MS = 2_000

verify('8/slots-expire', 'an upload an hour after its slot was granted', async (stage) => {
  const { accounts, control, files, http, serverMayLog } = stage
  const [romeo] = await accounts.create('romeo')
  const slot = await files.slot(await romeo.connect(), { filename: 'moon.png', size: 100 })
  await control.later(HOUR, async () => {
    const body = bytes(100)
    const answer = await http({ method: 'PUT', url: slot.put, headers: slot.headers, body })
    expect(answer.status, 'the status of a refusal').toBeGreaterThanOrEqual(400)
    expect(answer.status, 'a refusal, and no failure').toBeLessThan(500)

    // Prosody looks for the file before it answers that there is none.
    serverMayLog(/Could not open file for reading/)
    const fetched = await http({ method: 'GET', url: slot.get })
    expect(fetched.status, 'nothing is served').toBeGreaterThanOrEqual(400)
  })
})

verify('8/removes-expired-files', 'a picture of a month ago', async (stage) => {
  const { accounts, control, files, http, observe, serverMayLog } = stage
  const [romeo] = await accounts.create('romeo')
  const body = bytes(500_000)
  const slot = await files.store(await romeo.connect(), { filename: 'moon.png', body })
  const { storedBytes: stored } = await control.sample()
  await control.later(MONTH, async () => {
    // Prosody forgets its expired files after it has removed them, and logs that one is missing meanwhile.
    serverMayLog(/Could not open file for reading/)
    const status = await inTheEnd(async () => (await http({ method: 'GET', url: slot.get })).status)
    observe(`a picture of a month ago is answered by ${status}`)
    expect([404, 410]).toContain(status)
    const { storedBytes: left } = await control.sample()
    if (stored === undefined || left === undefined) return
    expect(stored - left, 'bytes that are free again').toBeGreaterThanOrEqual(body.length)
  })
})

/** Asks for a file until it is no longer served, or should be no longer. Gives the last status. */
async function inTheEnd(ask: () => Promise<number>): Promise<number> {
  const end = Date.now() + CLEARED_WITHIN_MS
  for (;;) {
    const status = await ask()
    if (status !== 200 || Date.now() > end) return status
  }
}
