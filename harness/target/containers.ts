import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { CannotRunError, UsageError } from '../core/errors.ts'
import type { Endpoint, EndpointName, ResourceSample, TargetInfo } from '../core/target-info.ts'
import type { ComposeService } from './compose.ts'
import { buildImage, describeImage, obtainImage } from './containers-image.ts'
import { type Plan, PROJECT, planStack } from './containers-plan.ts'
import { createNetwork, labelsOf, removeRun, sweep } from './containers-run.ts'
import { hostOf, openRuntime, type Runtime } from './containers-runtime.ts'
import { Service, type ServiceOptions } from './containers-service.ts'
import { type Engine, searchEngine } from './engine.ts'
import { freePorts } from './ports.ts'
import { PostgresStatistics } from './postgres-statistics.ts'
import { waitsForWork } from './proc.ts'
import type { Progress, RunningTarget, TargetProvider, TargetRequest } from './provider.ts'
import { speaksXmpp } from './ready.ts'
import { createAdmin, hashesOf, namesOf, registrationHostsOf } from './reference.ts'
import { createRunFolder } from './run-folder.ts'
import { Steps } from './steps.ts'
import { sweepAbandonedRuns } from './sweep.ts'

/** Milliseconds a container has from its start to its first answer. */
const READY_WITHIN = 30_000

/** Ports inside the server's container: part of the image contract (prosody/README.md). */
const PORTS: Readonly<Record<EndpointName, number>> = {
  c2s: 5222,
  c2sDirectTls: 5223,
  s2s: 5269,
  s2sDirectTls: 5270,
  component: 5347,
  http: 5280,
  https: 5281,
}
const PROXY65_PORT = 5000
const POSTGRES_PORT = 5432

/** Where images that the harness builds are kept. */
const REPOSITORY = 'touchstone/prosody'

/** Boots the stack of compose.test.yaml in a Docker or Podman engine. */
export const containers: TargetProvider = {
  kind: 'containers',
  async start(request, progress, signal) {
    const { engine, says } = await searchEngine()
    if (engine === undefined) {
      throw new CannotRunError(`Containers need an engine, but ${says}. Start one, or use --embedded.`)
    }
    return inWords(engine, 'boot the server', signal, () => boot(engine, request, progress, signal))
  },
}

/** What an engine says when it fails is its own wording; this says whose it is, and what was wanted. */
async function inWords<T>(
  engine: Engine,
  wanted: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CannotRunError || error instanceof UsageError || signal.aborted) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new CannotRunError(
      `${engine.name} at ${engine.uri} was to ${wanted} and failed: ${message}. ` +
        'See that it runs; the next start clears away what is left in it.',
      { cause: error },
    )
  }
}

async function boot(
  engine: Engine,
  request: TargetRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunningTarget> {
  const steps = new Steps(progress, signal)
  const plan = await steps.take('sign certificates', () => planStack(request))
  const runtime = await steps.take(`connect to ${engine.name}`, () => openRuntime(engine))
  await steps.take('clear away killed runs', () => Promise.all([sweep(runtime), sweepAbandonedRuns()]))

  const run = randomBytes(4).toString('hex')
  const folder = await createRunFolder()
  let down: Promise<void> | undefined
  const takeDown = () => {
    down ??= removeRun(runtime, run).finally(() => rm(folder, { recursive: true, force: true }))
    return down
  }

  try {
    const images = await steps.take('get images', () => obtainImages(runtime, plan, progress, signal))
    const network = await steps.take('make the network', () => createNetwork(runtime, run))
    const place = { runtime, network, labels: labelsOf(run), folder }
    const { database, server } = await steps.take('make containers', () =>
      createServices(plan, images, place),
    )
    await steps.take('start PostgreSQL', () => database.start(signal))
    await steps.take('start the server', () => server.start(signal))
    const provisioning = {
      by: 'sql',
      connectionString: connectionTo(plan.database, database.endpoint(POSTGRES_PORT)),
      hash: hashesOf(plan.domain),
    } as const
    const admin = await steps.take('make the admin', () => createAdmin(provisioning, plan.domain))
    const statistics = new PostgresStatistics(
      { connectionString: provisioning.connectionString },
      plan.database.environment['POSTGRES_DB'] ?? '',
    )
    const software = {
      ...(await softwareIn(server.logFile)),
      database: `PostgreSQL ${await versionOf(provisioning.connectionString)}`,
      image: `${images.server} (${await describeImage(runtime, images.server)})`,
    }
    signal.addEventListener('abort', takeDown, { once: true })
    signal.throwIfAborted()

    const asked = <T>(wanted: string, work: () => Promise<T>) => inWords(engine, wanted, signal, work)
    return {
      info: { ...describe(plan, server), software },
      access: { provisioning, admin, components: plan.components, peerAuthority: plan.peerAuthority },
      boot: steps.taken,
      control: {
        restart: () => asked('restart the server', () => server.restart(signal)),
        kill: () => asked('kill the server', () => server.kill(signal)),
        pauseDatabase: () => asked('pause the database', () => database.pause()),
        resumeDatabase: () => asked('resume the database', () => database.resume()),
        restartDatabase: () => asked('restart the database', () => database.restart(signal)),
      },
      watch: {
        sample: () => asked('sample the containers', () => sample(server, database)),
        ...(server.pid === undefined ? {} : { waitsForWork: () => glance(server) }),
        counters: () => statistics.counters(),
        statements: () => statistics.statements(),
      },
      async [Symbol.asyncDispose]() {
        signal.removeEventListener('abort', takeDown)
        await statistics.close()
        await asked('take the server down', takeDown)
      },
    }
  } catch (error) {
    await takeDown()
    throw error
  }
}

interface Images {
  readonly database: string
  readonly server: string
}

async function obtainImages(
  runtime: Runtime,
  { database, server }: Plan,
  progress: Progress,
  signal: AbortSignal,
): Promise<Images> {
  return {
    database: await obtainImage(runtime, database.image, progress, signal),
    server:
      server.build === undefined
        ? await obtainImage(runtime, server.image, progress, signal)
        : await buildImage(runtime, server.build, PROJECT, REPOSITORY, progress, signal),
  }
}

/** Where the containers of a run belong, and what is the same for both. */
interface Place {
  readonly runtime: Runtime
  readonly network: string
  readonly labels: Readonly<Record<string, string>>
  readonly folder: string
}

async function createServices(
  plan: Plan,
  images: Images,
  { runtime, folder, ...shared }: Place,
): Promise<{ readonly database: Service; readonly server: Service }> {
  const host = await hostOf(runtime)
  const free = await freePorts(plan.database.ports.length + plan.server.ports.length)
  const create = (service: ComposeService, own: Pick<ServiceOptions, 'image' | 'files' | 'ask'>) =>
    Service.create(runtime, {
      ...shared,
      ...own,
      name: service.name,
      environment: service.environment,
      ...(service.command === undefined ? {} : { command: service.command }),
      host,
      ports: new Map(service.ports.map((port) => [port, free.pop() ?? 0])),
      logFile: join(folder, `${service.name}.log`),
      bound: READY_WITHIN,
    })
  const [database, server] = await Promise.all([
    create(plan.database, {
      image: images.database,
      files: {},
      ask: (service) => versionOf(connectionTo(plan.database, service.endpoint(POSTGRES_PORT))),
    }),
    create(plan.server, {
      image: images.server,
      files: plan.files,
      ask: (service) => streamHeader(service.endpoint(PORTS.c2s), plan.domain),
    }),
  ])
  return { database, server }
}

function describe(plan: Plan, server: Service): Omit<TargetInfo, 'software'> {
  const endpoints = Object.fromEntries(
    Object.entries(PORTS).map(([name, port]) => [name, server.endpoint(port)]),
  ) as Record<EndpointName, Endpoint>
  const handedOut = plan.server.environment['PROSODY_HTTP_EXTERNAL_PORT'] || PORTS.https
  return {
    provider: 'containers',
    domain: plan.domain,
    hosts: Object.keys(hashesOf(plan.domain)).map((domain) => ({ domain, mechanisms: [] })),
    endpoints,
    connectTo: {
      ...Object.fromEntries(namesOf(plan.domain).map((name) => [`${name}:${handedOut}`, endpoints.https])),
      [`proxy.${plan.domain}:${PROXY65_PORT}`]: server.endpoint(PROXY65_PORT),
    },
    services: registrationHostsOf(
      plan.domain,
      plan.server.environment['PROSODY_ALLOW_REGISTRATION'] === 'true',
    ),
    capabilities: ['control-restart', 'control-kill', 'control-database', 'server-log', 'resource-samples'],
    trust: { caPem: plan.caPem },
    path: 'ports published by the container engine',
    logFile: server.logFile,
  }
}

async function sample(server: Service, database: Service): Promise<ResourceSample> {
  const [ofServer, ofDatabase] = await Promise.all([server.usage(), database.usage()])
  const { at, ...used } = ofServer
  const { at: _, ...usedByDatabase } = ofDatabase
  return { at, server: used, database: usedByDatabase }
}

/** Whether the server waits for work: one that is just being started again does not. */
async function glance({ pid }: Service): Promise<boolean> {
  return pid !== undefined && waitsForWork(pid)
}

function connectionTo({ environment }: ComposeService, { host, port }: Endpoint): string {
  const { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database } = environment
  return `postgresql://${user}:${password}@${host}:${port}/${database}`
}

/** Asks the database which version it is: one that answers that is up. */
async function versionOf(connectionString: string): Promise<string> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000, query_timeout: 2_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return rows[0]?.server_version ?? 'unknown'
  } finally {
    await client.end()
  }
}

async function streamHeader(endpoint: Endpoint, domain: string): Promise<void> {
  const answered = await speaksXmpp(endpoint, domain)
  if (!answered) throw new Error(`no stream header for ${domain} on its port ${PORTS.c2s}`)
}

/** What Prosody says of itself when it starts; another server is unknown until it is asked. */
async function softwareIn(logFile: string): Promise<{ readonly name: string; readonly version: string }> {
  const version = /welcome to Prosody version (\S+)/.exec(await readFile(logFile, 'utf8'))?.[1]
  return version === undefined ? { name: 'unknown', version: 'unknown' } : { name: 'Prosody', version }
}
