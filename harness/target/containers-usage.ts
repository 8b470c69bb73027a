/** What a container uses: processor time of all of its processes, and the memory that is theirs. */
import { readFile } from 'node:fs/promises'
import type { ProcessSample } from '../core/target-info.ts'
import type { Runtime } from './containers-runtime.ts'
import { sampleOf, usagesOf } from './proc.ts'

export interface Usage extends ProcessSample {
  /** Milliseconds since the epoch. */
  readonly at: number
}

type Container = ReturnType<Runtime['container']['getById']>

/**
 * Where the engine runs on this kernel, the kernel's own counters, at once. Elsewhere the engine is asked,
 * which reads them once a second and answers when it has.
 */
export async function usageOf(container: Container): Promise<Usage> {
  const groups = await controlGroups(container)
  if (groups === undefined) return askEngine(container)
  const at = Date.now()
  const [cpuSeconds, memory, ofProcesses] = await Promise.all([
    groups.cpuSeconds(),
    counters(`${groups.memory}/memory.stat`),
    processesOf(groups.memory).then(usagesOf).then(sampleOf),
  ])
  // What the control groups count holds processes that have ended, and counts what processes share but once.
  return { ...ofProcesses, at, cpuSeconds, rssBytes: residentBytes(memory) }
}

/** The process that a running container began with, where the engine runs on this kernel. */
export async function firstProcessOf(container: Container): Promise<number | undefined> {
  return (await controlGroups(container))?.firstProcess
}

interface ControlGroups {
  readonly firstProcess: number
  readonly cpuSeconds: () => Promise<number>
  /** A folder, which also holds the processes that it counts. */
  readonly memory: string
}

/** The control groups of a container (cgroups(7)); undefined if it runs on another kernel. */
async function controlGroups(container: Container): Promise<ControlGroups | undefined> {
  const { Id, State } = await container.inspect()
  const text = await readFile(`/proc/${State.Pid}/cgroup`, 'utf8').catch(() => '')
  const folders = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, controllers = '', path = ''] = line.split(':')
    // The same number may be another process here when the engine is on another machine.
    if (!path.includes(Id)) continue
    for (const controller of controllers.split(',')) {
      folders.set(controller, `/sys/fs/cgroup/${controller}${path}`)
    }
  }
  const [cpu, memory, unified] = ['cpuacct', 'memory', ''].map((controller) => folders.get(controller))
  const firstProcess = State.Pid
  if (cpu !== undefined && memory !== undefined) {
    const cpuSeconds = async () => Number(await readFile(`${cpu}/cpuacct.usage`, 'utf8')) / 1e9
    return { firstProcess, cpuSeconds, memory }
  }
  if (unified === undefined) return undefined
  const cpuSeconds = async () => ((await counters(`${unified}/cpu.stat`))['usage_usec'] ?? 0) / 1e6
  return { firstProcess, cpuSeconds, memory: unified }
}

async function processesOf(group: string): Promise<number[]> {
  const lines = (await readFile(`${group}/cgroup.procs`, 'utf8')).split('\n')
  return lines.filter(Boolean).map(Number)
}

async function askEngine(container: Container): Promise<Usage> {
  const { read, cpu_stats, memory_stats, pids_stats } = await container.stats({
    stream: false,
    'one-shot': true,
  })
  return {
    at: Date.parse(read),
    cpuSeconds: cpu_stats.cpu_usage.total_usage / 1e9,
    rssBytes: residentBytes({ ...memory_stats.stats }),
    ...(pids_stats?.current === undefined ? {} : { threads: pids_stats.current }),
  }
}

type Counters = Readonly<Record<string, number>>

async function counters(file: string): Promise<Counters> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return Object.fromEntries(
    lines.map((line) => line.split(' ')).map(([name, value]) => [name, Number(value)]),
  )
}

/** Memory of processes and of the files they map, under its names in both versions of control groups. */
function residentBytes(counted: Counters): number {
  const own = counted['rss'] ?? counted['anon'] ?? 0
  const mapped = counted['mapped_file'] ?? counted['file_mapped'] ?? 0
  return own + mapped
}
