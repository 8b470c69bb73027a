/** Processes of this machine as Linux shows them under /proc. */
import { readdir, readFile, readlink } from 'node:fs/promises'
import type { ProcessSample } from '../core/target-info.ts'

/** The unit of times in /proc/PID/stat: USER_HZ, which is 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100

export interface ProcessUsage {
  readonly pid: number
  readonly parent: number
  /** User and system time of the process and of its children that have ended, in seconds. */
  readonly cpuSeconds: number
}

/** Undefined when there is no such process. */
async function usageOf(pid: number): Promise<ProcessUsage | undefined> {
  const stat = await readIfThere(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name in parentheses may hold spaces and parentheses; fields count from the one after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [utime, stime, childUtime, childStime] = fields.slice(11, 15).map(Number)
  const ticks = (utime ?? 0) + (stime ?? 0) + (childUtime ?? 0) + (childStime ?? 0)
  return { pid, parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND }
}

/** Of those processes that there still are. */
export async function usagesOf(pids: readonly number[]): Promise<ProcessUsage[]> {
  const all = await Promise.all(pids.map(usageOf))
  return all.filter((usage) => usage !== undefined)
}

/**
 * What processes use together; memory that they share counts for each. One that has ended uses nothing. Descriptors
 * are absent where this user may not look at those of each.
 */
export async function sampleOf(processes: readonly ProcessUsage[]): Promise<ProcessSample> {
  const all = await Promise.all(
    processes.map(async ({ pid, cpuSeconds }) => {
      const status = (await readIfThere(`/proc/${pid}/status`)) ?? ''
      return {
        cpuSeconds,
        rssBytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024,
        threads: Number(/^Threads:\s+(\d+)$/m.exec(status)?.[1] ?? 0),
        descriptors: await descriptorsOf(pid),
        waitSeconds: await waitSecondsOf(pid),
      }
    }),
  )
  type Sample = (typeof all)[number]
  const sum = (read: (sample: Sample) => number) => all.reduce((total, sample) => total + read(sample), 0)
  const descriptors = sum((sample) => sample.descriptors ?? Number.NaN)
  return {
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    rssBytes: sum(({ rssBytes }) => rssBytes),
    threads: sum(({ threads }) => threads),
    ...(Number.isNaN(descriptors) ? {} : { descriptors }),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
  }
}

/** Of the first thread alone, which is all that servers of one thread have. */
async function waitSecondsOf(pid: number): Promise<number> {
  const [, waited = '0'] = ((await readIfThere(`/proc/${pid}/schedstat`)) ?? '').split(' ')
  return Number(waited) / 1e9
}

/** Where the kernel lets a thread sleep that waits in epoll: newer kernels, older ones. */
const IN_EPOLL = /^(do_epoll_wait|ep_poll)/

/**
 * Whether the first thread of a process sleeps until something comes for it, as servers with an event loop do. Where
 * this user may not look, or the process has ended, it does not.
 */
export async function waitsForWork(pid: number): Promise<boolean> {
  return IN_EPOLL.test((await readIfThere(`/proc/${pid}/wchan`)) ?? '')
}

async function descriptorsOf(pid: number): Promise<number | undefined> {
  try {
    return (await readdir(`/proc/${pid}/fd`)).length
  } catch (error) {
    if (codeOf(error) === 'EACCES') return undefined
    if (isGone(error)) return 0
    throw error
  }
}

/** A process and its direct children. */
export async function family(pid: number): Promise<ProcessUsage[]> {
  const all = await usagesOf(await allPids())
  return all.filter((usage) => usage.pid === pid || usage.parent === pid)
}

/** Processes whose working directory is in that folder, with the file they run. */
export async function processesIn(folder: string): Promise<{ pid: number; executable: string }[]> {
  const all = await Promise.all(
    (await allPids()).map(async (pid) => ({
      pid,
      directory: await linkIfThere(`/proc/${pid}/cwd`),
      executable: await linkIfThere(`/proc/${pid}/exe`),
    })),
  )
  return all.filter(({ directory }) => directory === folder || directory.startsWith(`${folder}/`))
}

/** Sends a signal; a process that has ended meanwhile needs none. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

async function allPids(): Promise<number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
}

/** A process may end between being listed and being read, and one of another user does not show its links. */
async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

async function linkIfThere(path: string): Promise<string> {
  try {
    return await readlink(path)
  } catch (error) {
    if (isGone(error)) return ''
    throw error
  }
}

function isGone(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
