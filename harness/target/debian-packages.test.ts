import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cached } from './cache.ts'
import { findCommand, run } from './command.ts'
import { debianMirror, fetchDebianPackages } from './debian-packages.ts'

/** A small package of the release, with all that it depends on about 4 MB. */
const SMALL = { packages: ['lua-filesystem'], preferences: '' }

const UNPACKED = 'usr/share/doc/lua-filesystem/copyright'

const hasApt = (await findCommand('apt-get')) !== undefined
const environment = { ...process.env }
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-test-'))
  await mkdir(join(folder, 'root'))
})
afterEach(async () => {
  process.env = { ...environment }
  await rm(folder, { recursive: true })
})

function fetchSmall(signal = new AbortController().signal, onStep: (step: string) => void = () => undefined) {
  return fetchDebianPackages(SMALL, join(folder, 'downloads'), join(folder, 'root'), onStep, signal)
}

test('a machine without apt is told what to do instead', async () => {
  process.env['PATH'] = folder
  await expect(fetchSmall()).rejects.toThrow(
    /^The embedded server needs apt-get of Debian or Ubuntu: start a container engine, or name a server with --target/,
  )
})

describe.runIf(hasApt)('where apt is', () => {
  test('packages that came damaged are not unpacked; interrupted ones go on where they were', async () => {
    await using mirror = await startMirror(await debianMirror())
    process.env['TOUCHSTONE_DEBIAN_MIRROR'] = mirror.url
    mirror.corrupt('lua-filesystem')
    await expect(fetchSmall()).rejects.toThrow(/cannot be fetched \(.*(Hash Sum mismatch|unexpected size)/)
    mirror.corrupt(undefined)
    expect(await readdir(join(folder, 'root'))).toEqual([])

    await rm(join(folder, 'downloads/archives'), { recursive: true })
    const interruption = new AbortController()
    mirror.stallIn('libc6', () => void hasSomeOf('libc6').then(() => interruption.abort()))
    await expect(fetchSmall(interruption.signal)).rejects.toThrow('aborted')
    expect(await readdir(join(folder, 'root'))).toEqual([])

    const before = mirror.requests.length
    const steps = new Set<string>()
    await fetchSmall(undefined, (step) => steps.add(step))
    expect([...steps]).toEqual(['reading the list of packages', 'fetching packages', 'unpacking packages'])
    const third = mirror.requests.slice(before)
    expect(third.find(({ url }) => url.includes('libc6_'))?.range).toMatch(/^bytes=[1-9]\d*-$/)
    expect((await stat(join(folder, 'root', UNPACKED))).size).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual(['root'])
  }, 120_000)

  test('a mirror that does not answer is named, with what to do', async () => {
    process.env['TOUCHSTONE_DEBIAN_MIRROR'] = 'http://127.0.0.1:9/debian'
    await expect(fetchSmall()).rejects.toThrow(
      /^Debian's packages cannot be fetched \(Failed to fetch http:\/\/127\.0\.0\.1:9\/.*\): check the network, or set TOUCHSTONE_DEBIAN_MIRROR/,
    )
  }, 60_000)

  test('a mirror without the release is named, with what to do', async () => {
    await using mirror = await startMirror(`${await debianMirror()}doc`)
    process.env['TOUCHSTONE_DEBIAN_MIRROR'] = mirror.url
    await expect(fetchSmall()).rejects.toThrow(/^Debian's packages cannot be fetched \(.*trixie/)
  }, 60_000)

  test('a disk that fills up is one sentence with a way out', async (context) => {
    const disk = join(folder, 'disk')
    await mkdir(disk)
    const mounted = await run(['mount', ['-t', 'tmpfs', '-o', 'size=64m', 'none', disk]]).then(
      () => true,
      () => false,
    )
    if (!mounted) return context.skip('only root can make a small disk')
    try {
      const attempt = cached(
        disk,
        'packages',
        (into) => fetchDebianPackages(SMALL, join(disk, 'downloads'), into, () => undefined, context.signal),
        () => undefined,
        context.signal,
      )
      await expect(attempt).rejects.toThrow(
        `The disk of ${disk} is full: free 400 MB there, or name another folder in TOUCHSTONE_CACHE.`,
      )
    } finally {
      await run(['umount', [disk]])
    }
  }, 120_000)
})

/** Resolves when apt has written a part of that package: what was sent may still be on its way to the disk. */
async function hasSomeOf(name: string): Promise<void> {
  const partial = join(folder, 'downloads/archives/partial')
  await vi.waitFor(async () => {
    const file = (await readdir(partial)).find((candidate) => candidate.startsWith(`${name}_`))
    expect(file).toBeDefined()
    expect((await stat(join(partial, file ?? ''))).size).toBeGreaterThan(0)
  }, 30_000)
}

interface Mirror extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly { readonly url: string; readonly range: string | undefined }[]
  /** Sends the first half of that package and then nothing more, once. */
  stallIn(name: string, then: () => void): void
  /** Sends other bytes in place of that package's. */
  corrupt(name: string | undefined): void
}

/** Passes requests on to a real mirror. */
async function startMirror(upstream: string): Promise<Mirror> {
  const requests: { url: string; range: string | undefined }[] = []
  let stalling: { name: string; then: () => void } | undefined
  let corrupted: string | undefined

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? ''
    requests.push({ url, range: request.headers.range })
    const headers = Object.entries(request.headers).filter(([name]) => /^(range|if-|accept$)/.test(name))
    const real = await fetch(upstream.replace(/\/$/, '') + url, {
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
    })
    const passed = [...real.headers].filter(([name]) =>
      /^(content-(length|range)|last-modified|etag)$/.test(name),
    )
    response.writeHead(real.status, Object.fromEntries(passed))
    if (real.body === null) return void response.end()
    if (stalling !== undefined && url.includes(`/${stalling.name}_`)) {
      const { then } = stalling
      stalling = undefined
      const bytes = Buffer.from(await real.arrayBuffer())
      response.write(bytes.subarray(0, bytes.length / 2), then)
      return
    }
    if (corrupted !== undefined && url.includes(`/${corrupted}_`)) {
      return void response.end(Buffer.from(await real.arrayBuffer()).fill(0, 100, 200))
    }
    Readable.fromWeb(real.body as Parameters<typeof Readable.fromWeb>[0]).pipe(response)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stallIn(name, then) {
      stalling = { name, then }
    },
    corrupt(name) {
      corrupted = name
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}
