import { conformance, expect } from '#conformance'
import { largestSize } from './limit.ts'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

const MEBIBYTE = 1024 * 1024
/** What is uploaded, and what passes through the server together with what is fetched again. */
const SENT = 40 * MEBIBYTE
const PASSED = 100 * MEBIBYTE
/** Between what garbage a server of little memory has left, some 10 MiB, and all that was sent or fetched, 40 MiB and more. */
const MOST_KEPT = 25 * MEBIBYTE

verify(
  '7/memory-does-not-grow-with-files',
  '100 MiB pass, in files of 5 MiB that are sent two at once and fetched',
  async ({ accounts, control, files, http, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const size = Math.min(await largestSize(orchard, service('http-upload')), 5 * MEBIBYTE)
    const body = Buffer.alloc(size, 'Wherefore art thou? ')
    let passed = 0
    const store = async () => {
      const slot = await files.store(orchard, { filename: 'library.iso', body })
      passed += size
      return slot.get
    }
    const fetch = async (url: string) => {
      const fetched = await http({ method: 'GET', url })
      expect(fetched.body.equals(body), 'the very bytes that were uploaded').toBe(true)
      passed += size
    }
    const used = async () => (await control.sample()).server.rssBytes

    const idle = await used()
    let url = ''
    while (passed < 2 * SENT) {
      for (url of await Promise.all([store(), store()])) await fetch(url)
    }
    const busy: number[] = []
    while (passed < PASSED) {
      await fetch(url)
      busy.push(await used())
    }
    const kept = Math.min(...busy) - idle
    observe(`${Math.ceil(kept / MEBIBYTE)} MiB more after 100 MiB have passed`)
    expect(kept, 'bytes more than before').toBeLessThan(MOST_KEPT)
  },
)
