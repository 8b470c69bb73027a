/** The containers provider on a real engine. TOUCHSTONE_REQUIRE_CONTAINERS=1 makes a missing engine a failure. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { containers } from './containers.ts'
import { buildImage, obtainImage } from './containers-image.ts'
import { createNetwork, labelsOf, removeRun, sweep } from './containers-run.ts'
import { openRuntime, type Runtime } from './containers-runtime.ts'
import { Service } from './containers-service.ts'
import { searchEngine } from './engine.ts'
import { thisProcess } from './owner.ts'
import { freePorts } from './ports.ts'
import type { RunningTarget } from './provider.ts'

const { engine, says } = await searchEngine()
/** Whether processes of containers are processes of this machine. */
const sharesKernel = process.platform === 'linux' && engine?.uri.startsWith('unix:') === true
const required = process.env['TOUCHSTONE_REQUIRE_CONTAINERS'] === '1'
const never = new AbortController().signal
const quiet = () => {}

if (engine === undefined) console.warn(`The tests of the containers provider do not run: ${says}.`)

if (required) {
  it('there is the engine that TOUCHSTONE_REQUIRE_CONTAINERS demands', () => {
    expect(engine, says).toBeDefined()
  })
}

describe.runIf(engine !== undefined)(`containers (${says})`, () => {
  let runtime: Runtime
  const made: string[] = []

  beforeAll(async () => {
    if (engine !== undefined) runtime = await openRuntime(engine)
  })

  afterAll(async () => {
    for (const image of made) await runtime.container.dockerode.getImage(image).remove({ force: true })
  })

  /** What this process has in the engine and in the temporary folder. */
  async function left(owner = thisProcess()): Promise<string[]> {
    const filters = { label: [`dev.touchstone.owner=${owner}`] }
    const { dockerode } = runtime.container
    const found = await dockerode.listContainers({ all: true, filters })
    const networks = await dockerode.listNetworks({ filters })
    const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(`touchstone-run-${owner}-`))
    return [...found.map(({ Names }) => Names.join()), ...networks.map(({ Name }) => Name), ...folders]
  }

  /** An image of a few lines on the base of the reference image. */
  async function imageOf(...lines: string[]): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-image-'))
    try {
      const text = ['ARG BASE_IMAGE', `FROM \${BASE_IMAGE}`, ...lines, ''].join('\n')
      await writeFile(join(folder, 'Containerfile'), text)
      const build = { context: '.', dockerfile: 'Containerfile', args: { BASE_IMAGE: 'debian:trixie-slim' } }
      const image = await buildImage(runtime, build, folder, `touchstone/test-${process.pid}`, quiet, never)
      made.push(image)
      return image
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  describe('a booted server', () => {
    let target: RunningTarget

    beforeAll(async () => {
      target = await containers.start({ provider: 'containers' }, quiet, never)
    }, 600_000)

    afterAll(async () => {
      await target[Symbol.asyncDispose]()
      expect(await left()).toEqual([])
    })

    /** Speaks to the server until TLS is up and verified. Gives the features that it then offers. */
    async function greet(): Promise<string> {
      const { endpoints, domain, trust } = target.info
      const transcript = new Transcript()
      if (endpoints.c2s === undefined) throw new Error('no c2s endpoint')
      const stream = await WireStream.connect({
        name: 'romeo',
        endpoint: endpoints.c2s,
        transcript,
        patience: 5_000,
      })
      try {
        stream.send(WireStream.header({ to: domain }))
        await stream.nextElement('the features before TLS')
        stream.send(`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
        await stream.nextElement('leave to negotiate TLS')
        await stream.secure({ serverName: domain, caPem: trust.caPem })
        stream.send(WireStream.header({ to: domain }))
        return (await stream.nextElement('the features under TLS')).toString()
      } finally {
        stream.destroy()
      }
    }

    /** @param within milliseconds, which a busy machine may need */
    async function query(sql: string, within = 5000): Promise<unknown[]> {
      const { provisioning } = target.access
      if (provisioning.by !== 'sql') throw new Error('expected accounts to be made by SQL')
      const { connectionString } = provisioning
      const client = new Client({
        connectionString,
        connectionTimeoutMillis: within,
        query_timeout: within,
      })
      try {
        await client.connect()
        return (await client.query(sql)).rows
      } finally {
        await client.end()
      }
    }

    it('offers SCRAM under a certificate of the run', async () => {
      expect(await greet()).toContain('SCRAM-SHA-1-PLUS')
    })

    it('says what it is', () => {
      expect(target.info).toMatchObject({
        provider: 'containers',
        domain: 'touchstone.test',
        hosts: [{ domain: 'touchstone.test' }, { domain: 'sha256.touchstone.test' }],
        connectTo: { 'upload.touchstone.test:5281': target.info.endpoints.https },
        software: {
          name: expect.stringMatching(/^\w+$/),
          database: expect.stringMatching(/^PostgreSQL 16\./),
          image: expect.stringMatching(/^\S+ \(sha256:[0-9a-f]{64}\)$/),
        },
      })
    })

    it('publishes its ports to this machine alone', async () => {
      const filters = { label: [`dev.touchstone.owner=${thisProcess()}`] }
      const found = await runtime.container.dockerode.listContainers({ filters })
      const published = found.flatMap(({ Ports }) => Ports.filter(({ PublicPort }) => PublicPort))
      expect(published).not.toHaveLength(0)
      expect(new Set(published.map(({ IP }) => IP))).toEqual(new Set(['127.0.0.1']))
    })

    it('keeps all of its account of itself in a file', async () => {
      const log = await readFile(target.info.logFile ?? '', 'utf8')
      expect(log.split('\n')[0]).toContain('welcome to Prosody')
    })

    it('keeps everything in PostgreSQL, the admin among it', async () => {
      expect(await query(`SELECT DISTINCT "user" FROM prosody WHERE store = 'accounts'`)).toEqual([
        { user: 'admin' },
      ])
    })

    it('runs as an ordinary user', async () => {
      const filters = { label: [`dev.touchstone.owner=${thisProcess()}`] }
      for (const { Id } of await runtime.container.dockerode.listContainers({ filters })) {
        const { Titles, Processes } = await runtime.container.getById(Id).top()
        const users = Processes.map((line: string[]) => line[Titles.indexOf('UID')])
        expect(users).not.toContain('root')
      }
    })

    it('lets its metrics be read through the published port', async () => {
      const { host, port } = target.info.endpoints.http ?? { host: '', port: 0 }
      const answer = await fetch(`http://${host}:${port}/metrics`)
      expect(await answer.text()).toContain('# TYPE')
    })

    it('counts processor time and memory', async () => {
      const before = await target.watch?.sample()
      await greet()
      const after = await target.watch?.sample()
      expect(after?.server.cpuSeconds).toBeGreaterThan(before?.server.cpuSeconds ?? Number.POSITIVE_INFINITY)
      expect(after?.server.rssBytes).toBeGreaterThan(10_000_000)
      expect(after?.database?.rssBytes).toBeGreaterThan(1_000_000)
    })

    it.runIf(sharesKernel)('counts threads and descriptors', async () => {
      const sample = await target.watch?.sample()
      expect(sample?.server.threads).toBeGreaterThanOrEqual(1)
      expect(sample?.database?.threads).toBeGreaterThan(5)
      // The files of another user's process are shown to root alone.
      if (process.getuid?.() === 0) expect(sample?.server.descriptors).toBeGreaterThan(10)
      expect(sample?.server.waitSeconds).toBeGreaterThan(0)
    })

    it('answers at the same ports after a restart, and its log goes on', async () => {
      await target.control.restart?.()
      expect(await greet()).toContain('SCRAM-SHA-1')
      const log = await readFile(target.info.logFile ?? '', 'utf8')
      expect(log.match(/welcome to Prosody/g)).toHaveLength(2)
      expect(log).toContain('Shutdown complete')
    })

    it('answers again after it was killed', async () => {
      await target.control.kill?.()
      expect(await greet()).toContain('SCRAM-SHA-1')
    })

    it.runIf(sharesKernel)('sees it wait for work, however often it was started', async () => {
      await target.control.restart?.()
      await expect.poll(() => target.watch?.waitsForWork?.()).toBe(true)
    })

    it('goes silent with its database and comes back with it', async () => {
      await target.control.pauseDatabase?.()
      await expect(query('SELECT 1', 500)).rejects.toThrow(/timeout/i)
      await target.control.resumeDatabase?.()
      expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    })

    it('keeps its data when the database restarts', async () => {
      await target.control.restartDatabase?.()
      expect(await query(`SELECT count(*)::int AS n FROM prosody WHERE store = 'accounts'`)).toEqual([
        { n: expect.any(Number) },
      ])
    })

    it('is taken down with its database frozen', async () => {
      await target.control.pauseDatabase?.()
      await target[Symbol.asyncDispose]()
      expect(await left()).toEqual([])
    })
  })

  describe('a server that cannot be booted', () => {
    afterAll(async () => {
      expect(await left()).toEqual([])
    })

    it('says that an image does not exist', async () => {
      const started = containers.start({ provider: 'containers', image: 'nowhere.invalid/x:1' }, quiet, never)
      await expect(started).rejects.toThrow(
        /^The image nowhere\.invalid\/x:1 is not in the engine and cannot be pulled \(.*\): check the name/s,
      )
    })

    it('passes on what the server says about a bad setting', async () => {
      const settings = { PROSODY_LIMITS: 'maybe' }
      await expect(containers.start({ provider: 'containers', settings }, quiet, never)).rejects.toThrow(
        /exited with code \d+ before it answered\. Its last words: .*PROSODY_LIMITS must be one of on, off/,
      )
    })
  })

  it('leaves nothing when it is stopped on its way', async () => {
    const stop = new AbortController()
    const progress = (step: string) => {
      if (step === 'start the server') setTimeout(() => stop.abort(), 100)
    }
    await expect(containers.start({ provider: 'containers' }, progress, stop.signal)).rejects.toThrow(
      /abort/i,
    )
    expect(await left()).toEqual([])
  })

  describe('one container', () => {
    const run = `one-container-${process.pid}`
    let folder: string
    let network: string

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'touchstone-service-'))
      network = await createNetwork(runtime, run)
    })

    afterAll(async () => {
      await removeRun(runtime, run)
      await rm(folder, { recursive: true })
    })

    function create(
      image: string,
      { bound = 30_000, ports = new Map<number, number>() } = {},
    ): Promise<Service> {
      return Service.create(runtime, {
        name: 'one',
        image,
        network,
        labels: labelsOf(run),
        environment: {},
        ports,
        host: '127.0.0.1',
        files: {},
        logFile: join(folder, image.replaceAll(/\W/g, '-')),
        ask: () => Promise.reject(new Error('not a word')),
        bound,
      })
    }

    it('has a bound to answer in, which is named', async () => {
      const image = await imageOf('CMD ["sleep", "600"]')
      const service = await create(image, { bound: 500 })
      await expect(service.start(never)).rejects.toThrow(
        `The container one of the image ${image} did not answer within 500 ms: not a word. It has logged nothing.`,
      )
    })

    it('says what it had to say when it exits', async () => {
      const image = await imageOf('CMD echo "no such dessert" >&2; exit 7')
      const service = await create(image)
      await expect(service.start(never)).rejects.toThrow(
        `The container one of the image ${image} exited with code 7 before it answered. ` +
          'Its last words: no such dessert',
      )
    })

    it('is unhealthy by its own account', async () => {
      const image = await imageOf(
        'HEALTHCHECK --interval=200ms --retries=1 CMD echo out of spirits; exit 1',
        'CMD ["sleep", "600"]',
      )
      const service = await create(image)
      await expect(service.start(never)).rejects.toThrow(
        'is unhealthy, says its own health check: out of spirits',
      )
    })

    it('says why it does not start at all', async () => {
      const service = await create(await imageOf('ENTRYPOINT ["/no/such/program"]'))
      await expect(service.start(never)).rejects.toThrow(/does not start: .*\/no\/such\/program/s)
    })

    it('says which of its ports another program has taken', async () => {
      const [port = 0] = await freePorts(1)
      const other = createServer().listen(port, '127.0.0.1')
      await once(other, 'listening')
      const image = await obtainImage(runtime, 'debian:trixie-slim', quiet, never)
      const service = await create(image, { ports: new Map([[5222, port]]) })
      await expect(service.start(never)).rejects.toThrow(`port 127.0.0.1:${port} is taken by another program`)
      await once(other.close(), 'close')
    })
  })

  it('shows the end of a build that fails', async () => {
    await expect(imageOf('RUN echo "oven is cold" && exit 3')).rejects.toThrow(
      /^\.\/Containerfile does not build: .*exit 3.*\n.*oven is cold/s,
    )
  })

  it('clears away what a killed run left, and nothing of a living one', async () => {
    const script = `
      import { containers } from ${JSON.stringify(new URL('containers.ts', import.meta.url).href)}
      import { thisProcess } from ${JSON.stringify(new URL('owner.ts', import.meta.url).href)}
      await containers.start({ provider: 'containers' }, () => {}, new AbortController().signal)
      console.log(thisProcess())
      setInterval(() => {}, 1000)
    `
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [owner]: string[] = await once(createInterface(child.stdout), 'line')
    // Folders are cleared away by whoever starts an embedded server next, perhaps meanwhile.
    const inEngine = async () => (await left(owner)).filter((name) => !name.startsWith('touchstone-run-'))
    await sweep(runtime)
    expect(await inEngine()).toHaveLength(3)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await Promise.all([sweep(runtime), sweep(runtime)])
    expect(await inEngine()).toEqual([])
  })
})
