import { conformance, expect } from '#conformance'
import { largestSize } from './limit.ts'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

const MEBIBYTE = 1024 * 1024
/** Of one file up and four down each. */
const ROUNDS = 20
const QUARTER = ROUNDS / 4

verify(
  '7/memory-does-not-grow-with-files',
  '100 MiB pass, a fifth of them up and the rest down',
  async ({ accounts, control, files, http, observe, service }) => {
    // What has run for a while has memory to spare, in which much can be kept without its growing.
    await control.restart()
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const size = Math.min(await largestSize(orchard, service('http-upload')), MEBIBYTE)
    const body = Buffer.alloc(size, 'Wherefore art thou? ')
    const store = async () => (await files.store(orchard, { filename: 'library.iso', body })).get
    const fetchFourTimes = async (url: string) => {
      for (let times = 0; times < 4; times += 1) {
        const fetched = await http({ method: 'GET', url })
        expect(fetched.body.equals(body), 'the very bytes that were uploaded').toBe(true)
      }
    }
    const memory = async () => (await control.sample()).server.rssBytes

    const idle = await memory()
    const used: number[] = []
    let url = await store()
    while (used.length < ROUNDS) {
      const [next] = await Promise.all([store(), fetchFourTimes(url)])
      url = next
      used.push(await memory())
    }
    // In the first quarter it takes what memory the work needs.
    const early = Math.max(...used.slice(0, QUARTER))
    const late = Math.min(...used.slice(-QUARTER))
    observe(`${Math.ceil((late - idle) / MEBIBYTE)} MiB more than before`)
    // Of what was uploaded between the two it kept less than half.
    expect(late - early, 'bytes more than in the first rounds').toBeLessThan(QUARTER * size)
  },
)
