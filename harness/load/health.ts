/** How the generator itself fares, so that its own limits are never taken for the server's. */
import { existsSync, readFileSync } from 'node:fs'
import { type IntervalHistogram, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import type { Health } from './protocol.ts'

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 20
const THREAD_STATISTICS = '/proc/thread-self/schedstat'

/** Watches the thread that it is made in. */
export class HealthMonitor {
  private readonly delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION })
  private readonly collections = new PerformanceObserver((list) => this.count(list.getEntries()))
  private cpuAtStart = 0
  private startedAt = 0
  private collectingMs = 0

  start(): void {
    this.cpuAtStart = threadCpuSeconds()
    this.startedAt = performance.now()
    this.collections.observe({ entryTypes: ['gc'] })
    this.delay.enable()
  }

  get cpuSeconds(): number {
    return threadCpuSeconds() - this.cpuAtStart
  }

  stop(): Health {
    this.delay.disable()
    this.count(this.collections.takeRecords())
    this.collections.disconnect()
    // It measures the distance of two looks; the distance that was asked for is no delay.
    const p99 = this.delay.percentile(99) / 1e6 - RESOLUTION
    return {
      eventLoopDelayP99Ms: Math.max(0, p99),
      cpuSeconds: this.cpuSeconds,
      gcShare: this.collectingMs / (performance.now() - this.startedAt),
    }
  }

  private count(entries: readonly { readonly duration: number }[]): void {
    for (const { duration } of entries) this.collectingMs += duration
  }
}

/** Processor time of this thread, of the whole process where the system does not tell them apart. */
function threadCpuSeconds(): number {
  if (existsSync(THREAD_STATISTICS)) {
    const [nanoseconds = ''] = readFileSync(THREAD_STATISTICS, 'latin1').split(' ')
    return Number(nanoseconds) / 1e9
  }
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Processor time of the machine since its boot, in ticks. */
export interface ProcessorTicks {
  readonly total: number
  readonly idle: number
  readonly stolen: number
}

/** Undefined where the system does not tell. */
export function readProcessorTicks(): ProcessorTicks | undefined {
  if (!existsSync('/proc/stat')) return undefined
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n', 1)
  // cpu user nice system idle iowait irq softirq steal; guest time is in user time already.
  const ticks = line.split(/\s+/).slice(1, 9).map(Number)
  const [, , , idle = 0, waiting = 0, , , stolen = 0] = ticks
  return { total: ticks.reduce((sum, each) => sum + each, 0), idle: idle + waiting, stolen }
}

/** How the processors of the machine were spent between two readings, each a share of all of them. */
export interface MachineUse {
  /** Taken by other guests of the host. */
  readonly steal: number
  readonly idle: number
  /** Taken by processes of this machine that are neither the server nor the harness; absent if unknown. */
  readonly others?: number
  /** Share of the time in which the server could have run but had no processor; absent if unknown. */
  readonly serverWait?: number
}

/**
 * @param own share of all cores that the server and the harness used together; undefined if unknown
 * @param serverWait share of the time in which the server had no processor; undefined if unknown
 */
export function machineUse(
  before: ProcessorTicks | undefined,
  after: ProcessorTicks | undefined,
  own: number | undefined,
  serverWait?: number,
): MachineUse | undefined {
  if (before === undefined || after === undefined || after.total === before.total) return undefined
  const total = after.total - before.total
  const steal = (after.stolen - before.stolen) / total
  const idle = (after.idle - before.idle) / total
  return {
    steal,
    idle,
    ...(own === undefined ? {} : { others: Math.max(0, 1 - steal - idle - own) }),
    ...(serverWait === undefined ? {} : { serverWait }),
  }
}
