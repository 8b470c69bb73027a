import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { waitsForWork } from './proc.ts'

const children: ReturnType<typeof spawn>[] = []
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

/** A process that has begun to do that. */
async function doing(code: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('.', () => { ${code} })`])
  children.push(child)
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

test('a process with nothing to do waits for work', async () => {
  const pid = await doing('setInterval(() => {}, 1e9)')
  await expect.poll(() => waitsForWork(pid), { timeout: 5000 }).toBe(true)
})

test('a process that runs does not, nor one that waits for something else, nor one that is not there', async () => {
  const spinning = await doing('for (;;);')
  const asleep = await doing('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)')
  // Either may not have come to it yet.
  await expect.poll(() => waitsForWork(spinning)).toBe(false)
  await expect.poll(() => waitsForWork(asleep)).toBe(false)
  expect(await waitsForWork(2 ** 30)).toBe(false)
})
