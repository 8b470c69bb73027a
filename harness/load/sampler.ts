/** The server's processors and memory while a scenario runs, on the time axis of the run. */
import type { LoadSecond } from '../core/run-result.ts'
import type { ResourceSample } from '../core/target-info.ts'

type Usage = Pick<LoadSecond, 'serverCpu' | 'databaseCpu' | 'serverRssBytes'>

export class Sampler {
  /** What went wrong, counted by message. */
  readonly errors: Record<string, number> = {}
  private readonly take: () => Promise<ResourceSample>
  private readonly startedAt: number
  private readonly samples: ResourceSample[] = []
  private timer: NodeJS.Timeout | undefined
  private running = Promise.resolve()

  /** @param startedAt start of the run, milliseconds since the epoch */
  constructor(take: () => Promise<ResourceSample>, startedAt: number) {
    this.take = take
    this.startedAt = startedAt
  }

  /** Takes a sample at the start of the run, and at every full second after it that it keeps up with. */
  start(): void {
    const elapsed = Date.now() - this.startedAt
    const next = Math.max(0, Math.ceil(elapsed / 1000) * 1000)
    this.timer = setTimeout(() => {
      this.running = this.once().then(() => {
        if (this.timer !== undefined) this.start()
      })
    }, next - elapsed)
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    await this.running
    await this.once()
  }

  /** What was used in a second of the run, from the samples around its middle. */
  usage(second: number): Usage {
    const middle = this.startedAt + second * 1000 + 500
    const index = this.samples.findIndex((sample) => sample.at > middle)
    const before = this.samples[index - 1]
    const after = this.samples[index]
    if (before === undefined || after === undefined) return {}
    const elapsed = (after.at - before.at) / 1000
    return {
      serverCpu: (after.serverCpuSeconds - before.serverCpuSeconds) / elapsed,
      serverRssBytes: after.serverRssBytes,
      ...(after.databaseCpuSeconds === undefined || before.databaseCpuSeconds === undefined
        ? {}
        : { databaseCpu: (after.databaseCpuSeconds - before.databaseCpuSeconds) / elapsed }),
    }
  }

  /** Processor time of server and database together between the first and the last sample, in seconds. */
  get cpuSeconds(): number | undefined {
    const first = this.samples[0]
    const last = this.samples.at(-1)
    if (first === undefined || last === undefined || first === last) return undefined
    return cpuOf(last) - cpuOf(first)
  }

  private async once(): Promise<void> {
    try {
      this.samples.push(await this.take())
    } catch (error) {
      const cause = `no resource sample: ${error instanceof Error ? error.message : String(error)}`
      this.errors[cause] = (this.errors[cause] ?? 0) + 1
    }
  }
}

function cpuOf(sample: ResourceSample): number {
  return sample.serverCpuSeconds + (sample.databaseCpuSeconds ?? 0)
}
