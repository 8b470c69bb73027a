/** What a container uses: processor time of all of its processes, and the memory that is theirs. */
import { readFile } from 'node:fs/promises'
import type { ProcessSample } from '../core/target-info.ts'
import type { Runtime } from './containers-runtime.ts'

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
  const { Id, State } = await container.inspect()
  const groups = await controlGroups(State.Pid, Id)
  if (groups === undefined) return askEngine(container)
  return groups.version === 2 ? unified(groups.path) : separate(groups)
}

/** The process that a running container began with, where the engine runs on this kernel. */
export async function firstProcessOf(container: Container): Promise<number | undefined> {
  const { Id, State } = await container.inspect()
  return (await controlGroups(State.Pid, Id)) === undefined ? undefined : State.Pid
}

type ControlGroups =
  | { readonly version: 1; readonly cpu: string; readonly memory: string }
  | { readonly version: 2; readonly path: string }

/** Paths of a process's control groups (cgroups(7)); undefined if there is no such process here. */
async function controlGroups(pid: number, container: string): Promise<ControlGroups | undefined> {
  const text = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '')
  const paths = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, controllers = '', path = ''] = line.split(':')
    // The same number may be another process here when the engine is on another machine.
    if (!path.includes(container)) continue
    for (const controller of controllers.split(',')) paths.set(controller, path)
  }
  const [cpu, memory, path] = ['cpuacct', 'memory', ''].map((controller) => paths.get(controller))
  if (cpu !== undefined && memory !== undefined) return { version: 1, cpu, memory }
  return path === undefined ? undefined : { version: 2, path }
}

async function separate({ cpu, memory }: { readonly cpu: string; readonly memory: string }): Promise<Usage> {
  const at = Date.now()
  const nanoseconds = await readFile(`/sys/fs/cgroup/cpuacct${cpu}/cpuacct.usage`, 'utf8')
  const counted = await counters(`/sys/fs/cgroup/memory${memory}/memory.stat`)
  return { at, cpuSeconds: Number(nanoseconds) / 1e9, rssBytes: residentBytes(counted) }
}

async function unified(path: string): Promise<Usage> {
  const at = Date.now()
  const cpu = await counters(`/sys/fs/cgroup${path}/cpu.stat`)
  const counted = await counters(`/sys/fs/cgroup${path}/memory.stat`)
  const threads = await readFile(`/sys/fs/cgroup${path}/pids.current`, 'utf8')
  return {
    at,
    cpuSeconds: (cpu['usage_usec'] ?? 0) / 1e6,
    rssBytes: residentBytes(counted),
    threads: Number(threads),
  }
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
