/** Those who make load, each in a process of its own, on the same work against the same server. */
import { Tsung } from './contenders/tsung.ts'
import type { Job } from './job.ts'
import { cpuSecondsOf, Peer, pause } from './processes.ts'
import { accountsOf, type BenchServer } from './server.ts'

/** Others that use the machine only ever make work dearer: the least of several passes is the nearest to it. */
export const PASSES = 3

export interface Contender {
  readonly name: string
  readonly passes: number
  /** As few as are enough for it at the highest rates. */
  readonly fewestUsers: number
  start(job: Job): Promise<{ readonly pid: number } & AsyncDisposable>
}

const inNode = (name: string, module: string): Contender => ({
  name,
  passes: PASSES,
  fewestUsers: 10,
  async start(job) {
    const peer = Peer.start(new URL(`./contenders/${module}.ts`, import.meta.url))
    peer.send({ job })
    await peer.hear('running')
    return peer
  },
})

export const floor = inNode('bare sockets', 'bare-sockets')
export const engine = inNode('engine', 'engine')
export const xmppClient = inNode('@xmpp/client', 'xmpp-client')
export const tsung: Contender = {
  name: 'tsung',
  passes: 1,
  /** Its users pause between messages, and never for less than a few milliseconds. */
  fewestUsers: 200,
  async start(job) {
    const started = await Tsung.start(job)
    // It says nothing to whoever has started it: it has logged its users in by then.
    await pause(8_000)
    return started
  },
}

export interface Cost {
  /** Messages, or logins. */
  readonly count: number
  readonly perSecond: number
  readonly microsecondsEach: number
}

/** What a contender needs for each message or login that the server sees in a window of time. */
export async function costOf(
  contender: Contender,
  server: BenchServer,
  job: Job,
  window: { readonly settle: number; readonly length: number },
): Promise<Cost> {
  await using process = await contender.start(job)
  await pause(window.settle)
  const before = await reading(server, process.pid, job)
  await pause(window.length)
  const after = await reading(server, process.pid, job)
  const count = after.count - before.count
  return {
    count,
    perSecond: (count * 1000) / (after.at - before.at),
    microsecondsEach: ((after.cpu - before.cpu) * 1e6) / count,
  }
}

async function reading(server: BenchServer, pid: number, { work }: Job) {
  const { messages, logins } = await server.counts()
  return { count: work === 'logins' ? logins : messages, cpu: cpuSecondsOf(pid), at: performance.now() }
}

/** The work of a contender over TCP with accounts of the null server. */
export function jobFor(server: BenchServer, users: number, job: Omit<Job, 'route' | 'accounts'>): Job {
  const { domain } = server.target
  return {
    ...job,
    route: { domain, endpoint: server.endpoint, transport: 'TCP', caPem: '' },
    accounts: accountsOf(domain, users),
  }
}
