/**
 * What a coordinator and its workers say to each other: plain JSON, the same over a thread's port and
 * over any other transport.
 *
 *   worker: hello → ready → second, second, … → done → (ends)
 *   coordinator:  prepare →  start            stop at any time
 */
import type { Account } from '../core/account.ts'
import type { Endpoint } from '../core/target-info.ts'
import type { Arrival } from './arrival.ts'
import type { LatencyCounts } from './latency.ts'
import type { Tally } from './ledger.ts'
import type { AfterLoss } from './scenario.ts'
import type { Schedule } from './schedule.ts'
import type { ArrivalLatency } from './thresholds.ts'
import type { TrafficReport } from './traffic.ts'
import type { Route } from './transport.ts'

/** Changes with every change of the messages below: both sides must speak the same. */
export const PROTOCOL = 5

export interface Services {
  /** Address of the room service. */
  readonly rooms?: string
  /** Address of the upload service. */
  readonly uploads?: string
  /** Where the server shows pages over HTTPS. */
  readonly https?: Endpoint
  /** For an authority of an address that the server hands out: where that is reached from here. */
  readonly connectTo: Readonly<Record<string, Endpoint>>
  /** A bearer token of an administrator: a secret. */
  readonly adminToken?: string
  /** What a component connects as; a secret is inside. */
  readonly component?: { readonly endpoint: Endpoint; readonly jid: string; readonly secret: string }
}

/** A worker's part of a scenario. */
export interface Plan {
  readonly worker: number
  readonly workers: number
  readonly route: Route
  /** How many users the whole scenario has. Arrival n belongs to user n modulo this. */
  readonly population: number
  /** The users of this worker; both ends of a pair are on the same one, so that one clock times them. */
  readonly users: readonly { readonly number: number; readonly account: Account }[]
  /** A user beside them, for who disturbs the others. */
  readonly spare: Account
  /** Who asks how quick the server is, beside the load. One worker has it. */
  readonly probe?: Account
  readonly arrival: Arrival
  readonly afterLoss: AfterLoss
  /** What the target has for this worker beside its client ports. */
  readonly services: Services
  /** Of the whole scenario: every worker computes it and takes its own arrivals. */
  readonly schedule: Schedule
  /** Milliseconds. */
  readonly lateAfter: number
  readonly sendWithin: number
  readonly drain: number
  /** From the start: the worker ends itself then, whatever happens. */
  readonly endWithin: number
}

export type Order =
  | { readonly kind: 'prepare'; readonly plan: Plan }
  /** @param at on the clock of `monotonicMs` */
  | { readonly kind: 'start'; readonly at: number }
  | { readonly kind: 'stop' }

/** What happened in one second of the run, by the worker's own clock. */
export interface SecondReport {
  readonly second: number
  readonly sent: number
  readonly received: number
  readonly dropped: number
  /** What arrived in it, of every kind; absent where nothing did. */
  readonly delivery?: LatencyCounts
  /** The slowest answer to the probe, in milliseconds. */
  readonly probeMs?: number
}

/** How the generator itself was. */
export interface Health {
  readonly eventLoopDelayP99Ms: number
  /** Processor time since the start of the run, in seconds. */
  readonly cpuSeconds: number
  /** Share of the time in which the garbage collector held the worker up. */
  readonly gcShare: number
}

export interface Totals {
  /** Arrivals that were sent. */
  readonly sent: number
  readonly tally: Tally
  readonly dropped: number
  /** Arrivals dropped because this worker was too late for them. */
  readonly droppedLate: number
  readonly errors: Readonly<Record<string, number>>
  /** Encoded, by name. */
  readonly latencies: Readonly<Partial<Record<ArrivalLatency, string>>>
  /** Encoded. */
  readonly lag: string
  readonly probe: string
  readonly health: Health
  /** Of all connections from the start of the run on. */
  readonly traffic: TrafficReport
}

export type Report =
  | { readonly kind: 'hello'; readonly protocol: number }
  | { readonly kind: 'progress'; readonly loggedIn: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'second'; readonly report: SecondReport; readonly cpuSeconds: number }
  | { readonly kind: 'done'; readonly totals: Totals }
  /** The worker could not do its part; a sentence. It ends after this. */
  | { readonly kind: 'failed'; readonly message: string }

/** The coordinator's end of a worker, wherever that runs. */
export interface WorkerLink {
  send(order: Order): void
  /** Reports from now on, in order. */
  onReport(listener: (report: Report) => void): void
  /** Settles when the worker is gone; the reason in words. */
  readonly ended: Promise<string>
  /** Ends it, whatever it does; resolves when it is gone. */
  terminate(): Promise<void>
}
