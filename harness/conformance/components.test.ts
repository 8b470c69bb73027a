import { beforeEach, describe, expect, test, vi } from 'vitest'
import { InconclusiveError } from '../core/errors.ts'
import type { claimComponent } from './components.ts'

const all = ['a', 'b', 'c', 'd', 'e'].map((jid) => ({ jid, secret: `secret of ${jid}` }))

/** As a worker of its own sees it. */
let claim: typeof claimComponent
async function inWorker(worker: number, workers: number): Promise<void> {
  vi.stubEnv('VITEST_POOL_ID', String(worker))
  vi.stubEnv('TOUCHSTONE_WORKERS', String(workers))
  vi.resetModules()
  claim = (await import('./components.ts')).claimComponent
}
beforeEach(() => () => vi.unstubAllEnvs())

const claimAll = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, () => claim(all)))).map(({ jid }) => jid)

describe('claims', () => {
  test('are different components while they are held, with their secrets', async () => {
    await inWorker(1, 1)
    expect(await claimAll(5)).toEqual(['a', 'b', 'c', 'd', 'e'])
    await inWorker(1, 1)
    expect(await claim(all)).toMatchObject({ jid: 'a', secret: 'secret of a' })
  })

  test('are never the same in two workers', async () => {
    await inWorker(1, 2)
    const first = await claimAll(3)
    await inWorker(2, 2)
    expect([first, await claimAll(2)]).toEqual([
      ['a', 'c', 'e'],
      ['b', 'd'],
    ])
  })

  test('are given again when they are released', async () => {
    await inWorker(2, 4)
    const first = await claim(all)
    first.release()
    expect((await claim(all)).jid).toBe(first.jid)
  })

  test('wait in turn for one that is released', async () => {
    await inWorker(2, 5)
    const held = await claim(all)
    const order: string[] = []
    const waiting = ['second', 'third'].map(async (name) => {
      const claimed = await claim(all)
      order.push(name)
      claimed.release()
      return claimed.jid
    })
    expect(order).toEqual([])
    held.release()
    expect(await Promise.all(waiting)).toEqual(['b', 'b'])
    expect(order).toEqual(['second', 'third'])
  })

  test('are inconclusive where the target accepts none', async () => {
    await inWorker(1, 1)
    // Another copy of the module has another copy of the class.
    await expect(claim([])).rejects.toMatchObject({
      name: InconclusiveError.name,
      message: 'the target accepts no external component',
    })
  })
})
