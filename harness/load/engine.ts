/** Runs a scenario: checks that it may, makes the users, leads the workers, gives the result. */
import { randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import type { Account, Provisioner } from '../core/account.ts'
import { CannotRunError } from '../core/errors.ts'
import type { ScenarioResult } from '../core/run-result.ts'
import type { EndpointName, ServerWatch, TargetInfo } from '../core/target-info.ts'
import { readMetrics } from '../http/open-metrics.ts'
import { groupSize, hasWarmTls, isResumable } from './arrival.ts'
import { monotonicMs } from './clock.ts'
import { Crew } from './crew.ts'
import { machineUse, readProcessorTicks } from './health.ts'
import { checkMachine, readMachineLimits } from './machine-limits.ts'
import type { Plan, Services, WorkerLink } from './protocol.ts'
import { scenarioResult } from './result.ts'
import { allowedEndpoint } from './safety.ts'
import { Sampler, type Sources } from './sampler.ts'
import type { Scenario, Size, SizeName } from './scenario.ts'
import { scheduleLength } from './schedule.ts'
import type { Route, TransportName } from './transport.ts'
import { startThread } from './worker-thread.ts'
import { LOGINS_AT_ONCE } from './workload.ts'

export interface ScenarioOptions {
  readonly target: TargetInfo
  readonly accounts: Provisioner
  /** What external components may connect as; a worker has one. */
  readonly components?: readonly { readonly jid: string; readonly secret: string }[]
  /** A bearer token of an administrator. */
  readonly adminToken?: string
  readonly size: SizeName
  /** Reads what the server uses; absent where nobody can. */
  readonly watch?: ServerWatch
  /** Ends the run at once; nothing is left behind, and the reason is thrown. */
  readonly signal: AbortSignal
  readonly progress: (step: string, done?: number) => void
  /** Host of a server on another machine, named by whoever is responsible for it. */
  readonly loadTarget?: string
  /** How the server is run, in words for the report: `the server just started, its limits on`. */
  readonly serverState?: string
  /** Threads that make the load. One suffices on two cores: the other is the server's. */
  readonly workers?: number
  readonly startWorker?: () => WorkerLink
}

/** What a session takes at least, in bytes: less is what the server did not need to ask the system for. */
const LEAST_GROWTH = 1024
/** From the order to start until the start, in milliseconds: long enough to reach every worker. */
const START_NOTICE = 250
/** How long a worker may exceed its schedule and its drain before it ends itself, in milliseconds. */
const OVERRUN = 10_000

/**
 * @throws UsageError when load may not go to the target
 * @throws CannotRunError when this machine or the server does not let the scenario begin
 */
export async function runScenario(scenario: Scenario, options: ScenarioOptions): Promise<ScenarioResult> {
  const { target, accounts: provisioner, signal, progress } = options
  const size = scenario.sizes[options.size]
  const route = await routeTo(scenario, target, options.loadTarget)
  const limits = readMachineLimits()
  if (limits !== undefined) {
    // A client over BOSH has two requests under way.
    const sockets = /BOSH/.test(route.transport) ? 2 : 1
    checkMachine(limits, {
      connections: (size.users + 1) * sockets,
      atOnce: LOGINS_AT_ONCE * sockets * (options.workers ?? 1),
    })
  }
  signal.throwIfAborted()
  // The probe's, and one for each worker to disturb the others with.
  const count = size.users + 1 + (options.workers ?? 1)
  progress(`${scenario.id}: making ${count} accounts`)
  const run = randomBytes(3).toString('hex')
  const localparts = Array.from({ length: count }, (_, number) => `load-${run}-${number}`)
  const accounts = await provisioner.create(localparts, target.domain)
  try {
    return await perform(scenario, size, route, accounts, options)
  } finally {
    await provisioner.remove(accounts)
  }
}

async function perform(
  scenario: Scenario,
  size: Size,
  route: Route,
  accounts: readonly Account[],
  options: ScenarioOptions,
): Promise<ScenarioResult> {
  const { signal, progress, startWorker = startThread } = options
  const plans = plansFor(scenario, size, route, accounts, options)
  const crew = new Crew(
    plans.map(() => startWorker()),
    signal,
  )
  try {
    await crew.assemble()
    const empty = await memoryOf(options.watch)
    let sessions = 0
    await crew.prepare(plans, (users) => {
      sessions = users
      progress(`${scenario.id}: logged in ${users} of ${size.users} users`, users / size.users)
    })
    const full = sessions === 0 ? undefined : await memoryOf(options.watch)
    const length = scheduleLength(size.schedule)
    const start = monotonicMs() + START_NOTICE
    const startedAt = Date.now() + START_NOTICE
    const sampler = new Sampler(sourcesOf(options, route), startedAt)
    sampler.start()
    const ticks = readProcessorTicks()
    const cpu = process.cpuUsage()
    const outcomes = await crew
      .run(start, length + scenario.drain, ({ second, sent, received }) => {
        const done = Math.min(1, ((second + 1) * 1000) / length)
        progress(`${scenario.id}: second ${second + 1}, ${sent} sent, ${received} received`, done)
      })
      .finally(() => sampler.stop())
    const durationMs = monotonicMs() - start
    const { user, system } = process.cpuUsage(cpu)
    const serverCpu = sampler.cpuSeconds
    const own =
      serverCpu === undefined
        ? undefined
        : (serverCpu + (user + system) / 1e6) / ((durationMs / 1000) * cpus().length)
    return scenarioResult({
      scenario,
      size,
      path: [options.target.path, route.transport, options.serverState].filter(Boolean).join(', '),
      startedAt,
      durationMs,
      outcomes,
      machine: machineUse(ticks, readProcessorTicks(), own, sampler.serverWait),
      server: sampler,
      sessionBytes: growthByUser(empty, full, size.users),
    })
  } finally {
    await crew.dismiss()
  }
}

/** Resident, in bytes; undefined where nobody tells. */
async function memoryOf(watch: ServerWatch | undefined): Promise<number | undefined> {
  return (await watch?.sample())?.server.rssBytes
}

/** Bytes by user; undefined where nobody tells, and where a server had memory to spare, so that it hardly grew. */
function growthByUser(
  empty: number | undefined,
  full: number | undefined,
  users: number,
): number | undefined {
  if (empty === undefined || full === undefined) return undefined
  const growth = (full - empty) / users
  return growth < LEAST_GROWTH ? undefined : growth
}

/** The server's own metrics are read where load may go, and where they are served without TLS. */
function sourcesOf({ target, watch }: ScenarioOptions, { endpoint }: Route): Sources {
  const { http } = target.endpoints
  return {
    ...(watch === undefined ? {} : { watch }),
    ...(http === undefined || !target.capabilities.includes('openmetrics')
      ? {}
      : { metrics: () => readMetrics({ host: endpoint.host, port: http.port }) }),
  }
}

const PORTS = {
  TCP: 'c2s',
  STARTTLS: 'c2s',
  'direct TLS': 'c2sDirectTls',
  WebSocket: 'http',
  'secure WebSocket': 'https',
  BOSH: 'http',
  'secure BOSH': 'https',
} as const satisfies Readonly<Record<TransportName, EndpointName>>

/** The way that the scenario asks for; else direct TLS where the target has it, STARTTLS where not. */
async function routeTo(
  { arrival, afterLoss, transport: wanted }: Scenario,
  target: TargetInfo,
  loadTarget: string | undefined,
): Promise<Route> {
  const { endpoints } = target
  const transport = wanted ?? (endpoints.c2sDirectTls === undefined ? 'STARTTLS' : 'direct TLS')
  const endpoint = endpoints[PORTS[transport]]
  if (endpoint === undefined)
    throw new CannotRunError(`The target names no port for ${transport}; load needs one.`)
  return {
    domain: target.domain,
    endpoint: await allowedEndpoint(endpoint, loadTarget),
    transport,
    caPem: target.trust.caPem,
    resumable: afterLoss === 'resume' || isResumable(arrival),
    warmTls: hasWarmTls(arrival),
  }
}

/** Groups go round the workers, each to one; the last account is the probe's. */
function plansFor(
  scenario: Scenario,
  size: Size,
  route: Route,
  accounts: readonly Account[],
  options: ScenarioOptions,
): Plan[] {
  const { workers = 1 } = options
  const group = groupSize(scenario.arrival)
  const users = accounts.slice(0, size.users).map((account, number) => ({ number, account }))
  const [probe, ...spare] = accounts.slice(size.users)
  return Array.from({ length: workers }, (_, worker) => ({
    worker,
    workers,
    route,
    population: size.users,
    users: users.filter(({ number }) => Math.floor(number / group) % workers === worker),
    spare: present(spare[worker]),
    ...(worker === 0 && probe !== undefined ? { probe } : {}),
    arrival: scenario.arrival,
    afterLoss: scenario.afterLoss,
    services: servicesOf(options, route, worker),
    schedule: size.schedule,
    lateAfter: scenario.lateAfter,
    sendWithin: scenario.sendWithin,
    drain: scenario.drain,
    endWithin: scheduleLength(size.schedule) + scenario.drain + OVERRUN,
  }))
}

/** What a worker finds beside the client ports, all on the host that load may go to. */
function servicesOf(
  { target, components = [], adminToken }: ScenarioOptions,
  { endpoint: { host } }: Route,
  worker: number,
): Services {
  const { services, endpoints, connectTo } = target
  const component = components[worker]
  return {
    connectTo,
    ...(services.muc === undefined ? {} : { rooms: services.muc }),
    ...(services['http-upload'] === undefined ? {} : { uploads: services['http-upload'] }),
    ...(endpoints.https === undefined ? {} : { https: { host, port: endpoints.https.port } }),
    ...(adminToken === undefined ? {} : { adminToken }),
    ...(component === undefined || endpoints.component === undefined
      ? {}
      : { component: { ...component, endpoint: { host, port: endpoints.component.port } } }),
  }
}

function present(account: Account | undefined): Account {
  if (account === undefined) throw new CannotRunError('The target made fewer accounts than it was asked for.')
  return account
}
