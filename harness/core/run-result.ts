/**
 * Everything a run found out, as plain JSON. Reports and the verdict see this and nothing else:
 * `touchstone report run.json` needs no server.
 */
import type { Capability } from './capability.ts'
import type { TargetInfo } from './target-info.ts'

/** Keywords of BCP 14. */
export const levels = [
  'MUST',
  'MUST NOT',
  'SHALL',
  'SHALL NOT',
  'REQUIRED',
  'SHOULD',
  'SHOULD NOT',
  'RECOMMENDED',
  'NOT RECOMMENDED',
  'MAY',
  'OPTIONAL',
] as const
export type Level = (typeof levels)[number]

/** The strength of a level: `must` breaks the verdict, `should` warns, `may` is only recorded. */
export function strength(level: Level): 'must' | 'should' | 'may' {
  switch (level) {
    case 'MUST':
    case 'MUST NOT':
    case 'SHALL':
    case 'SHALL NOT':
    case 'REQUIRED':
      return 'must'
    case 'SHOULD':
    case 'SHOULD NOT':
    case 'RECOMMENDED':
    case 'NOT RECOMMENDED':
      return 'should'
    case 'MAY':
    case 'OPTIONAL':
      return 'may'
  }
}

export const outcomeKinds = [
  'passed',
  'failed',
  'warned',
  'known-failure',
  'unexpected-pass',
  'not-applicable',
  'inconclusive',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

/** What is kept of a verification that did not pass. */
export interface Evidence {
  /** One line a stream event: milliseconds since the verification began, who, direction, the bytes. */
  readonly transcript: string
  /** The server's log while the verification ran; empty where it cannot be read. */
  readonly serverLog: string
}

export type Outcome =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failed' | 'warned'
      readonly message: string
      /** The requirement that was broken when it is not the verification's own: an always-on invariant. */
      readonly violates?: string
      readonly evidence: Evidence
    }
  | {
      readonly kind: 'known-failure'
      readonly link: string
      readonly reason: string
      readonly message: string
    }
  | { readonly kind: 'unexpected-pass'; readonly link: string; readonly reason: string }
  | { readonly kind: 'not-applicable'; readonly lacks: Capability }
  | { readonly kind: 'inconclusive'; readonly because: string; readonly evidence: Evidence }

/** One verification: one requirement in one situation, and how it came out. */
export interface VerificationResult {
  /** `spec/section/slug`, for example `rfc6121/8.5.2.1.1/never-to-negative-priority`. */
  readonly requirement: string
  readonly spec: string
  readonly section: string
  readonly level: Level
  readonly says: string
  readonly url: string
  readonly situation: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
  readonly outcome: Outcome
  /** Where the specification leaves a choice: what this server chose. */
  readonly observed: readonly string[]
  /** Conditions of the errors that the server sent meanwhile: `stream/…`, `stanza/…`, `sasl/…`. */
  readonly errors: readonly string[]
  /** Where it stands in a table of the specification, if it is a cell of one. */
  readonly cell?: Cell
}

export interface Cell {
  readonly table: string
  /** Rows and columns are shown sorted, numbers by their value. */
  readonly row: string
  readonly column: string
}

/** Percentiles of one latency, in milliseconds, counted from the intended time. */
export interface LatencySummary {
  readonly name: string
  readonly count: number
  readonly min: number
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
  readonly max: number
  /** HdrHistogram V2, compressed, base64, unit microseconds: anyone can merge and draw it again. */
  readonly histogram: string
}

/** One second of a load run, all on the clock of the run. */
export interface LoadSecond {
  /** Seconds since the start of the schedule. */
  readonly second: number
  readonly intended: number
  readonly sent: number
  readonly received: number
  readonly dropped: number
  /** Milliseconds; absent where nothing was delivered in that second. */
  readonly p50?: number
  readonly p99?: number
  /** Round trip of an idle client's ping in milliseconds: the server's event-loop stall. */
  readonly probeMs?: number
  /** Share of one core, 0 to the number of cores. */
  readonly serverCpu?: number
  readonly databaseCpu?: number
  readonly generatorCpu?: number
  /** Share of the second in which the server could have run but had no processor. */
  readonly serverWait?: number
  /**
   * Share of glances in that second at which the server's first thread did anything but wait for work: it ran,
   * or waited for a processor or its database.
   */
  readonly serverBusy?: number
  readonly serverRssBytes?: number
  readonly databaseRssBytes?: number
  readonly serverThreads?: number
  readonly databaseThreads?: number
  /** Open files and sockets. */
  readonly serverDescriptors?: number
  readonly databaseDescriptors?: number
  /** Transactions that the database finished, a second. */
  readonly transactions?: number
  /** Share of the second in which the database executed statements; several sessions add up. */
  readonly sqlTime?: number
  /** Sessions of the database that waited for a lock. */
  readonly sqlWaiting?: number
}

/** What the server counted itself, read once. Only what changed during the scenario is kept. */
export interface MetricsReading {
  /** Seconds since the start of the schedule; negative before it. */
  readonly second: number
  /** By name of the metric. */
  readonly values: Readonly<Record<string, number>>
}

/** What the database spent on one statement during a scenario. */
export interface StatementCost {
  readonly statement: string
  readonly calls: number
  readonly totalMs: number
}

export interface ThresholdResult {
  /** For example `delivery p99`. */
  readonly metric: string
  readonly bound: string
  readonly measured: string
  readonly kept: boolean
}

/** Whether the numbers of a scenario may be believed, and why not. */
export interface Validity {
  readonly valid: boolean
  readonly reasons: readonly string[]
  /** Milliseconds between the intended and the real time of sending, 99th percentile. */
  readonly scheduleLagP99Ms: number
  readonly eventLoopDelayP99Ms: number
  /** Share of one core. */
  readonly generatorCpu: number
  /** Share of the time in which garbage collection held a worker up, the busiest of them. */
  readonly gcShare?: number
  /** Share of all cores that another guest of the host took; absent where it cannot be read. */
  readonly steal?: number
}

/** Stanzas by kind; `other` are elements that are no stanzas. */
export interface StanzaTally {
  readonly message: number
  readonly presence: number
  readonly iq: number
  readonly other: number
}

/** All that a run's connections sent and received, warm-up and login left out. */
export interface Traffic {
  readonly stanzasSent: StanzaTally
  readonly stanzasReceived: StanzaTally
  /** Of XML, before TLS. */
  readonly bytesSent: number
  readonly bytesReceived: number
}

export interface ScenarioResult {
  readonly id: string
  readonly question: string
  /** The profile's size of it, in words: `50 users, 200/s for 5 s`. */
  readonly size: string
  /** How packets travel, whether the server was started for this, and whether its limits were on. */
  readonly path: string
  readonly startedAt: number
  readonly durationMs: number
  readonly intended: number
  readonly sent: number
  readonly received: number
  readonly dropped: number
  readonly lost: number
  readonly duplicated: number
  readonly reordered: number
  /** Counts by cause. */
  readonly errors: Readonly<Record<string, number>>
  readonly traffic?: Traffic
  /** The first few lost, duplicated and reordered stanzas, each with pair and sequence. */
  readonly examples: readonly string[]
  /** How long the schedule warmed up, in milliseconds; absent where it did not. What began in it is in no percentile. */
  readonly warmUpMs?: number
  readonly latencies: readonly LatencySummary[]
  /** How much memory of the server grew while users logged in, by user; absent where nobody tells, or nobody logged in. */
  readonly sessionBytes?: number
  readonly seconds: readonly LoadSecond[]
  /** What the database spent most time on; absent where it does not tell. */
  readonly statements?: readonly StatementCost[]
  /** Read seldom, because reading costs the server time; absent where it does not tell. */
  readonly metrics?: readonly MetricsReading[]
  readonly thresholds: readonly ThresholdResult[]
  readonly validity: Validity
}

/** One rate of a capacity search, held for a while. */
export interface CapacityStep {
  /** Arrivals a second that the schedule wanted. */
  readonly offered: number
  /** Arrivals a second that were done while it wanted them. */
  readonly achieved: number
  /** `kept` the objective, `broken` it, or `invalid`: what was measured says nothing. */
  readonly verdict: 'kept' | 'broken' | 'invalid'
  /** Why it is not kept, one sentence or threshold each. */
  readonly reasons: readonly string[]
  /** Milliseconds; absent where nothing was measured. */
  readonly p50?: number
  readonly p99?: number
  /** Longest round trip of an idle client's ping. */
  readonly probeMs?: number
  /** Means over the step, as in a second of a scenario. */
  readonly serverCpu?: number
  readonly serverBusy?: number
  readonly databaseCpu?: number
  readonly generatorCpu?: number
  readonly sqlTime?: number
}

/** How much of a scenario a server can do before it breaks an objective. */
export interface CapacityResult {
  readonly scenario: string
  readonly question: string
  /** The objective, in words. */
  readonly objective: string
  /** What is the same at every rate: `40 users, each rate for 5 s`. */
  readonly size: string
  readonly path: string
  readonly startedAt: number
  readonly durationMs: number
  /** In the order in which they were tried. */
  readonly steps: readonly CapacityStep[]
  /** The highest rate that was kept each time it was tried, in arrivals a second; absent where none was. */
  readonly sustained?: number
  /** The highest rate that was kept at times, where that is more. */
  readonly reached?: number
  /** Whether the search ended before it was done; `limit` says why. */
  readonly cutOff?: true
  /** What stands in the way of more, in words. */
  readonly limit: string
}

/** An error in the server's log that no single verification can be blamed for. */
export interface ServerFinding {
  readonly at: number
  readonly line: string
  /** Verifications that ran at that moment. */
  readonly during: readonly string[]
}

/** How much of a specification is verified, counted in sentences of the normative index. */
export interface SpecCoverage {
  readonly spec: string
  readonly title: string
  readonly must: CoverageCount
  readonly should: CoverageCount
}
export interface CoverageCount {
  /** Sentences a test can see: verified + excluded + open. */
  readonly observable: number
  readonly verified: number
  readonly excluded: number
  readonly open: number
}

export interface Machine {
  readonly os: string
  readonly cpu: string
  readonly cores: number
  readonly memoryBytes: number
  readonly node: string
}

export interface RunResult {
  readonly schema: 'touchstone.run.v1'
  /** Sortable and unique: `20261122T203411Z-1f3a`. */
  readonly id: string
  /** Version of Touchstone. */
  readonly harness: string
  readonly startedAt: string
  readonly durationMs: number
  readonly profile: {
    readonly id: string
    readonly strict: boolean
    readonly promises: readonly Capability[]
  }
  readonly filters: readonly string[]
  /** What the verifications drew by chance from: a whole number from 0 to 2³² − 1. */
  readonly seed: number
  /** Absent when no target could be started. */
  readonly target?: TargetInfo
  readonly machine: Machine
  /** Milliseconds a step, in order. */
  readonly boot: readonly { readonly step: string; readonly ms: number }[]
  readonly verifications: readonly VerificationResult[]
  readonly scenarios: readonly ScenarioResult[]
  /** Absent where nobody searched for a capacity. */
  readonly capacities?: readonly CapacityResult[]
  readonly serverFindings: readonly ServerFinding[]
  /** Known failures that matched nothing in a run that could have matched them. */
  readonly staleKnownFailures: readonly string[]
  readonly coverage: readonly SpecCoverage[]
  /** Why the run could not be made or finished; one sentence each. */
  readonly problems: readonly string[]
}

export interface Verdict {
  /** 0 conforms · 1 the server is at fault · 2 usage · 3 inconclusive, or nothing ran. */
  readonly exitCode: 0 | 1 | 2 | 3
  readonly headline: string
  readonly reasons: readonly string[]
}
