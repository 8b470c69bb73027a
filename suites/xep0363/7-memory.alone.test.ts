import { conformance, expect } from '#conformance'
import { largestSize } from './limit.ts'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

const MEBIBYTE = 1024 * 1024
/** Files each time: what they leave behind together must not be in memory. */
const FILES = 2

verify(
  '7/memory-does-not-grow-with-files',
  'four files of 2 MiB, each sent and fetched',
  async ({ accounts, control, files, http, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const size = Math.min(await largestSize(orchard, service('http-upload')), 2 * MEBIBYTE)
    const body = Buffer.alloc(size, 'Wherefore art thou? ')
    /** The most that the server has used while files passed through it, in bytes. */
    async function passThrough(): Promise<number> {
      const used: number[] = []
      for (let passed = 0; passed < FILES; passed += 1) {
        const slot = await files.store(orchard, { filename: 'library.iso', body })
        used.push((await control.sample()).server.rssBytes)
        const fetched = await http({ method: 'GET', url: slot.get })
        expect(fetched.body.equals(body), 'the very bytes that were uploaded').toBe(true)
        used.push((await control.sample()).server.rssBytes)
      }
      return Math.max(...used)
    }
    const { rssBytes: idle } = (await control.sample()).server
    const first = await passThrough()
    const second = await passThrough()
    observe(`${Math.ceil((first - idle) / MEBIBYTE)} MiB more while files of 2 MiB pass`)
    expect(second - first, 'bytes more for as many files again').toBeLessThan((FILES * size) / 2)
  },
)
