/** How the generator itself fares, so that its own limits are never taken for the server's. */
import { existsSync, readFileSync } from 'node:fs'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Health } from './protocol.ts'

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 10
const THREAD_STATISTICS = '/proc/thread-self/schedstat'

/** Watches the thread that it is made in. */
export class HealthMonitor {
  private readonly delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION })
  private cpuAtStart = 0

  start(): void {
    this.cpuAtStart = threadCpuSeconds()
    this.delay.enable()
  }

  get cpuSeconds(): number {
    return threadCpuSeconds() - this.cpuAtStart
  }

  stop(): Health {
    this.delay.disable()
    // It measures the distance of two looks; the distance that was asked for is no delay.
    const p99 = this.delay.percentile(99) / 1e6 - RESOLUTION
    return { eventLoopDelayP99Ms: Math.max(0, p99), cpuSeconds: this.cpuSeconds }
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
interface ProcessorTicks {
  readonly total: number
  readonly stolen: number
}

/** Undefined where the system does not tell. */
export function readProcessorTicks(): ProcessorTicks | undefined {
  if (!existsSync('/proc/stat')) return undefined
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n', 1)
  // cpu user nice system idle iowait irq softirq steal; guest time is in user time already.
  const ticks = line.split(/\s+/).slice(1, 9).map(Number)
  return { total: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] ?? 0 }
}

/** Share of all cores that another guest of the host took between two readings. */
export function stealBetween(
  before: ProcessorTicks | undefined,
  after: ProcessorTicks | undefined,
): number | undefined {
  if (before === undefined || after === undefined || after.total === before.total) return undefined
  return (after.stolen - before.stolen) / (after.total - before.total)
}
