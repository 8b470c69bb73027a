import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached, cacheFolder } from './cache.ts'
import { run } from './command.ts'

const { signal } = new AbortController()
let cache = ''

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-test-'))
})
afterEach(async () => {
  await rm(cache, { recursive: true })
})

test('an entry is made once', async () => {
  let made = 0
  const make = async (folder: string) => {
    made += 1
    await writeFile(join(folder, 'content'), 'whole')
  }
  const first = await cached(cache, 'entry', make, () => undefined, signal)
  const second = await cached(cache, 'entry', make, () => undefined, signal)
  expect(second).toBe(first)
  expect(await readFile(join(first, 'content'), 'utf8')).toBe('whole')
  expect(made).toBe(1)
})

test('two that want it at once share one making', async () => {
  let made = 0
  const make = async () => {
    made += 1
  }
  await Promise.all([1, 2, 3].map(() => cached(cache, 'entry', make, () => undefined, signal)))
  expect(made).toBe(1)
})

test('an entry whose making failed is not there, and its remains are not taken for a whole one', async () => {
  const half = async (folder: string) => {
    await writeFile(join(folder, 'half'), '')
    throw new Error('interrupted')
  }
  await expect(cached(cache, 'entry', half, () => undefined, signal)).rejects.toThrow('interrupted')
  const whole = (folder: string) => writeFile(join(folder, 'whole'), '')
  const entry = await cached(cache, 'entry', whole, () => undefined, signal)
  expect(await readdir(entry)).toEqual(['whole'])
})

test('a run that is killed while it makes an entry frees it for the next, which waits and says so', async () => {
  const owner = await makerThatHangs()
  const steps: string[] = []
  const waiting = cached(
    cache,
    'entry',
    (folder) => writeFile(join(folder, 'whole'), ''),
    noteThenKill,
    signal,
  )
  function noteThenKill(step: string) {
    steps.push(step)
    owner.kill('SIGKILL')
  }
  expect(await readdir(await waiting)).toEqual(['whole'])
  expect(steps).toEqual(['waiting for another run to make entry'])
})

test('waiting ends when the run is interrupted', async () => {
  const owner = await makerThatHangs()
  const interruption = new AbortController()
  const waiting = cached(
    cache,
    'entry',
    async () => undefined,
    () => interruption.abort(),
    interruption.signal,
  )
  await expect(waiting).rejects.toThrow('aborted')
  owner.kill('SIGKILL')
})

test.each([
  ['a write', (folder: string) => writeFile('/dev/full', folder)],
  ['a command', (folder: string) => run(['cp', [process.execPath, '/dev/full']], { cwd: folder }).then()],
])('%s that finds the disk full is one sentence with a way out', async (_, make) => {
  const attempt = cached(
    cache,
    'entry',
    async (folder) => void (await make(folder)),
    () => undefined,
    signal,
  )
  await expect(attempt).rejects.toThrow(
    `The disk of ${cache} is full: free 400 MB there, or name another folder in TOUCHSTONE_CACHE.`,
  )
})

test('a cache that cannot be written is one sentence with a way out', async () => {
  await writeFile(join(cache, 'file'), '')
  const attempt = cached(
    join(cache, 'file'),
    'entry',
    async () => undefined,
    () => undefined,
    signal,
  )
  await expect(attempt).rejects.toThrow(/cannot be written: name a folder that can be in TOUCHSTONE_CACHE/)
})

test('a machine that cannot lock is told what to do instead', async () => {
  const path = process.env['PATH']
  process.env['PATH'] = cache
  const attempt = cached(
    cache,
    'entry',
    async () => undefined,
    () => undefined,
    signal,
  )
  await expect(attempt).rejects.toThrow(/^The embedded server needs flock of Debian or Ubuntu: start/)
  process.env['PATH'] = path
})

test('TOUCHSTONE_CACHE names the folder', async () => {
  const before = process.env['TOUCHSTONE_CACHE']
  process.env['TOUCHSTONE_CACHE'] = cache
  try {
    expect(cacheFolder()).toBe(cache)
  } finally {
    if (before === undefined) delete process.env['TOUCHSTONE_CACHE']
    else process.env['TOUCHSTONE_CACHE'] = before
  }
})

/** Another process that has begun to make the entry and never ends by itself. */
async function makerThatHangs(): Promise<ChildProcess> {
  const code = `
    import { writeFile } from 'node:fs/promises'
    import { cached } from ${JSON.stringify(new URL('./cache.ts', import.meta.url).href)}
    await cached(${JSON.stringify(cache)}, 'entry', async (folder) => {
      await writeFile(folder + '/half', '')
      console.log('making')
      await new Promise(() => setInterval(() => {}, 1000))
    }, () => {}, new AbortController().signal)`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', code]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface(child.stdout), 'line')
  return child
}
