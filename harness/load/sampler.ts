/** What the server and its database do while a scenario runs, on the time axis of the run. */
import type { LoadSecond, MetricsReading, StatementCost } from '../core/run-result.ts'
import type {
  DatabaseCounters,
  ProcessSample,
  ResourceSample,
  ServerWatch,
  StatementTime,
} from '../core/target-info.ts'

type Metrics = Readonly<Record<string, number>>

/** What can be read of the server. Each is absent where nobody tells. */
export interface Sources {
  readonly watch?: ServerWatch
  readonly metrics?: () => Promise<Metrics>
}

/**
 * Seconds from one reading of the server's own metrics to the next. To tell them takes Prosody 30 ms, in
 * which it does nothing else: once a second that would be the p99 of the run.
 */
const METRICS_EVERY = 30
const MOST_STATEMENTS = 8
/** Milliseconds between two glances at what the server does: odd, so that they do not keep step with arrivals. */
const GLANCE_EVERY = 47
/** Fewer, as in the last second that is not whole, say nothing. */
const LEAST_GLANCES = 10

export class Sampler {
  /** What went wrong, counted by message. */
  readonly errors: Record<string, number> = {}
  private readonly sources: Sources
  private readonly startedAt: number
  private readonly samples: ResourceSample[] = []
  private readonly counters: DatabaseCounters[] = []
  private readonly readings: MetricsReading[] = []
  /** By second of the run, how often the server was looked at, and how often it was busy. */
  private readonly glances = new Map<number, { readonly all: number; readonly busy: number }>()
  private everWaited = false
  private glancing: NodeJS.Timeout | undefined
  private statementsBefore: readonly StatementTime[] = []
  private statementsAfter: readonly StatementTime[] = []
  private timer: NodeJS.Timeout | undefined
  private second = -1
  private stopped = false
  private running = Promise.resolve()

  /** @param startedAt start of the run, milliseconds since the epoch */
  constructor(sources: Sources, startedAt: number) {
    this.sources = sources
    this.startedAt = startedAt
  }

  /** Takes samples at the start of the run, and at every full second after it that it keeps up with. */
  start(): void {
    if (this.sources.watch?.waitsForWork !== undefined) {
      this.glancing = setInterval(() => void this.glance(), GLANCE_EVERY)
    }
    this.running = this.before()
      .then(() => this.once())
      .then(() => this.again())
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.glancing)
    clearTimeout(this.timer)
    await this.running
    await this.once()
    await this.readMetrics()
    this.statementsAfter = await this.readStatements()
  }

  /** What was used in a second of the run, from the readings around its middle. */
  usage(second: number): Partial<LoadSecond> {
    const middle = this.startedAt + second * 1000 + 500
    return {
      ...processes(around(this.samples, middle)),
      ...sql(around(this.counters, middle)),
      ...this.busy(second),
    }
  }

  /** Of the server, resident, in bytes, once a second; undefined where nobody tells. */
  get memory(): readonly number[] | undefined {
    return this.sources.watch === undefined ? undefined : this.samples.map(({ server }) => server.rssBytes)
  }

  /** Processor time of server and database together between the first and the last sample, in seconds. */
  get cpuSeconds(): number | undefined {
    const first = this.samples[0]
    const last = this.samples.at(-1)
    if (first === undefined || last === undefined || first === last) return undefined
    return cpuOf(last) - cpuOf(first)
  }

  /** Share of the time in which the server could have run but had no processor; undefined where nobody tells. */
  get serverWait(): number | undefined {
    const first = this.samples[0]
    const last = this.samples.at(-1)
    if (first === undefined || last === undefined || first === last) return undefined
    return waited(first.server, last.server, (last.at - first.at) / 1000).serverWait
  }

  /** What the database spent most time on during the run, most first; undefined where it does not tell. */
  get statements(): readonly StatementCost[] | undefined {
    if (this.statementsAfter.length === 0) return undefined
    const before = new Map(this.statementsBefore.map((one) => [one.statement, one]))
    return this.statementsAfter
      .map(({ statement, calls, totalMs }) => ({
        statement,
        calls: calls - (before.get(statement)?.calls ?? 0),
        totalMs: totalMs - (before.get(statement)?.totalMs ?? 0),
      }))
      .filter(({ calls }) => calls > 0)
      .sort((left, right) => right.totalMs - left.totalMs)
      .slice(0, MOST_STATEMENTS)
  }

  /** The server's own metrics, those that changed; undefined where it does not tell. */
  get metrics(): readonly MetricsReading[] | undefined {
    const [first] = this.readings
    if (first === undefined) return undefined
    const changed = Object.keys(this.readings.at(-1)?.values ?? {}).filter((name) =>
      this.readings.some(({ values }) => values[name] !== first.values[name]),
    )
    return this.readings.map(({ second, values }) => ({
      second,
      values: Object.fromEntries(changed.map((name) => [name, values[name] ?? 0])),
    }))
  }

  private async glance(): Promise<void> {
    const second = Math.floor((Date.now() - this.startedAt) / 1000)
    const waits = await this.tried('glance at the server', this.sources.watch?.waitsForWork?.())
    if (waits === undefined) return
    this.everWaited ||= waits
    const { all, busy } = this.glances.get(second) ?? { all: 0, busy: 0 }
    this.glances.set(second, { all: all + 1, busy: busy + (waits ? 0 : 1) })
  }

  /** A server that was never seen waiting for work waits for it otherwise than with its first thread in epoll. */
  private busy(second: number): Pick<LoadSecond, 'serverBusy'> {
    const glances = this.glances.get(second)
    if (glances === undefined || glances.all < LEAST_GLANCES || !this.everWaited) return {}
    return { serverBusy: glances.busy / glances.all }
  }

  private async before(): Promise<void> {
    this.statementsBefore = await this.readStatements()
    await this.readMetrics()
  }

  private again(): void {
    if (this.stopped) return
    const elapsed = Date.now() - this.startedAt
    // A timer may fire a little early: the same second is not taken twice.
    const second = Math.max(this.second + 1, Math.ceil(elapsed / 1000))
    this.second = second
    this.timer = setTimeout(
      () => {
        this.running = this.once()
          .then(() => (second > 0 && second % METRICS_EVERY === 0 ? this.readMetrics() : undefined))
          .then(() => this.again())
      },
      second * 1000 - elapsed,
    )
  }

  private async once(): Promise<void> {
    const { watch } = this.sources
    const [sample, counters] = await Promise.all([
      this.tried('resource sample', watch?.sample()),
      this.tried('database counters', watch?.counters?.()),
    ])
    if (sample !== undefined) this.samples.push(sample)
    if (counters !== undefined) this.counters.push(counters)
  }

  private async readMetrics(): Promise<void> {
    const second = (Date.now() - this.startedAt) / 1000
    const values = await this.tried('metrics', this.sources.metrics?.())
    if (values !== undefined) this.readings.push({ second, values })
  }

  private async readStatements(): Promise<readonly StatementTime[]> {
    return (await this.tried('statements', this.sources.watch?.statements?.())) ?? []
  }

  private async tried<T>(what: string, reading: Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await reading
    } catch (error) {
      const cause = `no ${what}: ${error instanceof Error ? error.message : String(error)}`
      this.errors[cause] = (this.errors[cause] ?? 0) + 1
      return undefined
    }
  }
}

/** The last reading before that moment and the first one after it. */
function around<T extends { readonly at: number }>(
  readings: readonly T[],
  moment: number,
): readonly [T, T] | undefined {
  const index = readings.findIndex(({ at }) => at > moment)
  const before = readings[index - 1]
  const after = readings[index]
  return before === undefined || after === undefined ? undefined : [before, after]
}

function processes(pair: readonly [ResourceSample, ResourceSample] | undefined): Partial<LoadSecond> {
  if (pair === undefined) return {}
  const [before, after] = pair
  const elapsed = (after.at - before.at) / 1000
  const share = (from: ProcessSample, to: ProcessSample) =>
    // A server that was started again counts from zero.
    Math.max(0, to.cpuSeconds - from.cpuSeconds) / elapsed
  const { server, database } = after
  return {
    serverCpu: share(before.server, server),
    serverRssBytes: server.rssBytes,
    ...waited(before.server, server, elapsed),
    ...(server.threads === undefined ? {} : { serverThreads: server.threads }),
    ...(server.descriptors === undefined ? {} : { serverDescriptors: server.descriptors }),
    ...(database === undefined || before.database === undefined
      ? {}
      : { databaseCpu: share(before.database, database), databaseRssBytes: database.rssBytes }),
    ...(database?.threads === undefined ? {} : { databaseThreads: database.threads }),
    ...(database?.descriptors === undefined ? {} : { databaseDescriptors: database.descriptors }),
  }
}

function waited(from: ProcessSample, to: ProcessSample, elapsed: number): Pick<LoadSecond, 'serverWait'> {
  if (from.waitSeconds === undefined || to.waitSeconds === undefined) return {}
  return { serverWait: Math.max(0, to.waitSeconds - from.waitSeconds) / elapsed }
}

function sql(pair: readonly [DatabaseCounters, DatabaseCounters] | undefined): Partial<LoadSecond> {
  if (pair === undefined) return {}
  const [before, after] = pair
  const elapsed = (after.at - before.at) / 1000
  return {
    transactions: Math.max(0, after.transactions - before.transactions) / elapsed,
    sqlTime: Math.max(0, after.activeSeconds - before.activeSeconds) / elapsed,
    sqlWaiting: after.waiting,
  }
}

function cpuOf({ server, database }: ResourceSample): number {
  return server.cpuSeconds + (database?.cpuSeconds ?? 0)
}
