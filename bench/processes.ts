/** Processes that a benchmark starts, and what the system says of them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

/** How long a process may take to say what is awaited, in milliseconds. */
const PATIENCE = 120_000

/** A Node process that runs a module of the benchmarks and talks in messages. */
export class Peer implements AsyncDisposable {
  readonly pid: number
  private readonly child: ChildProcess
  private readonly inbox: Readonly<Record<string, unknown>>[] = []
  private look: () => void = () => {}

  private constructor(child: ChildProcess) {
    this.child = child
    this.pid = child.pid ?? 0
    child.on('message', (message: Readonly<Record<string, unknown>>) => {
      this.inbox.push(message)
      this.look()
    })
    child.once('exit', () => this.look())
  }

  static start(module: URL, options: { readonly node?: readonly string[] } = {}): Peer {
    const execArgv = ['--import', 'tsx', ...(options.node ?? [])]
    return new Peer(fork(module, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
  }

  send(message: object): void {
    this.child.send(message)
  }

  /** The next message with that field. @throws when the process ends first, or says nothing of the kind in time */
  hear<T>(field: string, patience = PATIENCE): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${field} within ${patience / 1000} s`)), patience)
      this.look = () => {
        const index = this.inbox.findIndex((message) => field in message || 'failed' in message)
        const [message] = index === -1 ? [] : this.inbox.splice(index, 1)
        if (message === undefined && this.child.exitCode === null && this.child.signalCode === null) return
        clearTimeout(timer)
        this.look = () => {}
        if (message !== undefined && field in message) resolve(message[field] as T)
        else reject(new Error(String(message?.['failed'] ?? `it ended with ${this.child.exitCode}`)))
      }
      this.look()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }
}

/** Processor time of a process and all that it has started, in seconds, to the nanosecond. */
export function cpuSecondsOf(pid: number): number {
  let nanoseconds = 0
  for (const member of descendants(pid)) {
    for (const thread of entries(`/proc/${member}/task`)) {
      nanoseconds += Number(read(`/proc/${member}/task/${thread}/schedstat`).split(' ', 1)[0])
    }
  }
  return nanoseconds / 1e9
}

/** Resident memory of a process and all that it has started, in bytes. */
export function rssBytesOf(pid: number): number {
  return descendants(pid).reduce((sum, member) => {
    const [, kib = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${member}/status`)) ?? []
    return sum + Number(kib) * 1024
  }, 0)
}

function descendants(pid: number): number[] {
  const children = entries(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(descendants)]
}

/** What has ended meanwhile has nothing to say. */
function entries(path: string): string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (isGone(error)) return ''
    throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
