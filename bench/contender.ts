/** Those who make load, each in a process of its own, on the same work against the same server. */
import { Tsung } from './contenders/tsung.ts'
import type { Job } from './job.ts'
import { cpuSecondsOf, Peer, pause } from './processes.ts'
import { accountsOf, type BenchServer } from './server.ts'

export interface Contender {
  readonly name: string
  /** As few as are enough for it at the highest rates. */
  readonly fewestUsers: number
  start(job: Job): Promise<{ readonly pid: number } & AsyncDisposable>
}

const inNode = (name: string, module: string): Contender => ({
  name,
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
/** The same once more, beside it: how far the two lie apart is how exact a comparison is. */
export const control: Contender = { ...engine, name: 'engine, once more' }
export const xmppClient = inNode('@xmpp/client', 'xmpp-client')
export const tsung: Contender = {
  name: 'tsung',
  /** Its users pause between messages, and never for less than a few milliseconds. */
  fewestUsers: 200,
  async start(job) {
    const started = await Tsung.start(job)
    // It says nothing to whoever has started it: it has logged its users in by then.
    await pause(8_000)
    return started
  },
}

/** Who is at work, on what, and with whom. */
export interface Seat {
  readonly contender: Contender
  readonly job: Job
  readonly server: BenchServer
}

export interface Cost {
  /** Messages, or logins. */
  readonly count: number
  readonly perSecond: number
  readonly microsecondsEach: number
}

/** What one seat needed, in all windows of time together and in each of them. */
export interface SeatCost {
  readonly contender: Contender
  readonly whole: Cost
  readonly windows: readonly Cost[]
}

/** What had been done by a moment, and what it had cost. */
interface Reading {
  readonly count: number
  /** Seconds of processor time. */
  readonly cpu: number
  /** Milliseconds on the clock of `performance.now()`. */
  readonly at: number
}

/**
 * Seats all side by side, lets them settle, and reads what each needs for each message or login that the server
 * sees in windows of time that follow each other.
 * @returns one for each seat, in their order
 */
export async function watch(
  seats: readonly Seat[],
  time: { readonly settle: number; readonly window: number; readonly windows: number },
): Promise<SeatCost[]> {
  const processes: Awaited<ReturnType<Contender['start']>>[] = []
  try {
    for (const { contender, job } of seats) processes.push(await contender.start(job))
    await pause(time.settle)
    const readings: Reading[][] = seats.map(() => [])
    for (let taken = 0; taken <= time.windows; taken++) {
      if (taken > 0) await pause(time.window)
      for (const [index, seat] of seats.entries()) {
        readings[index]?.push(await read(seat, processes[index]?.pid ?? 0))
      }
    }
    return seats.map(({ contender }, seat) => ({ contender, ...costsOf(readings[seat] ?? []) }))
  } finally {
    await Promise.all(processes.map((process) => process[Symbol.asyncDispose]()))
  }
}

/** How far the windows of a seat lie apart, as columns of its row. */
export function spreadOf({ windows }: SeatCost): { 'least window': number; 'most window': number } {
  const each = windows.map(({ microsecondsEach }) => microsecondsEach)
  return { 'least window': Math.min(...each), 'most window': Math.max(...each) }
}

/** How far two lie apart that ought to cost the same, in words. */
export function exactness(one: number, other: number): string {
  const share = Math.abs(one - other) / Math.min(one, other)
  return `two engines side by side lie ${(share * 100).toFixed(1)} % apart: the comparison is as exact as that.`
}

/** What a contender needs alone, for each message or login that the server sees in a window of time. */
export async function costOf(
  contender: Contender,
  server: BenchServer,
  job: Job,
  { settle, length }: { readonly settle: number; readonly length: number },
): Promise<Cost> {
  const [seat] = await watch([{ contender, job, server }], { settle, window: length, windows: 1 })
  if (seat === undefined) throw new Error('every seat has a cost')
  return seat.whole
}

function costsOf(readings: readonly Reading[]): Omit<SeatCost, 'contender'> {
  const [first, ...later] = readings
  const last = later.at(-1)
  if (first === undefined || last === undefined) throw new Error('a window has a beginning and an end')
  return {
    whole: costBetween(first, last),
    windows: later.map((reading, window) => costBetween(readings[window] ?? first, reading)),
  }
}

function costBetween(before: Reading, after: Reading): Cost {
  const count = after.count - before.count
  return {
    count,
    perSecond: (count * 1000) / (after.at - before.at),
    microsecondsEach: ((after.cpu - before.cpu) * 1e6) / count,
  }
}

async function read({ server, job: { work, accounts } }: Seat, pid: number): Promise<Reading> {
  const count = work === 'logins' ? await server.logins() : await server.delivered(accounts)
  return { count, cpu: cpuSecondsOf(pid), at: performance.now() }
}

/** The work of a contender over TCP with accounts of the null server. @param first number of the first of them */
export function jobFor(
  server: BenchServer,
  users: number,
  job: Omit<Job, 'route' | 'accounts'>,
  first?: number,
): Job {
  const { endpoint, resumable } = server
  const { domain } = server.target
  return {
    ...job,
    route: { domain, endpoint, transport: 'TCP', caPem: '', resumable },
    accounts: accountsOf(domain, users, first),
  }
}
