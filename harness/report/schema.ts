import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { z } from 'zod'
import { type Capability, capabilities } from '../core/capability.ts'
import { parseJson } from '../core/json-file.ts'
import { levels, type RunResult } from '../core/run-result.ts'

const count = z.int().nonnegative()
const amount = z.number().nonnegative()
/** Milliseconds since the epoch, as far as a Date reaches. */
const moment = z.number().nonnegative().max(8.64e15)
const texts = z.array(z.string())
const capability = z.enum(Object.keys(capabilities) as [Capability, ...Capability[]])
const endpoint = z.strictObject({ host: z.string(), port: z.int().min(1).max(65_535) })

const level = z.enum(levels)

const evidence = z.strictObject({ transcript: z.string(), serverLog: z.string() })

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passed') }),
  z.strictObject({
    kind: z.enum(['failed', 'warned']),
    message: z.string(),
    violates: z.string().exactOptional(),
    evidence,
  }),
  z.strictObject({
    kind: z.literal('known-failure'),
    link: z.string(),
    reason: z.string(),
    message: z.string(),
  }),
  z.strictObject({ kind: z.literal('unexpected-pass'), link: z.string(), reason: z.string() }),
  z.strictObject({ kind: z.literal('not-applicable'), lacks: capability }),
  z.strictObject({ kind: z.literal('inconclusive'), because: z.string(), evidence }),
])

const verification = z.strictObject({
  requirement: z.string(),
  spec: z.string(),
  section: z.string(),
  level,
  says: z.string(),
  url: z.string(),
  situation: z.string(),
  startedAt: moment,
  durationMs: amount,
  outcome,
  observed: texts,
  errors: texts,
  cell: z.strictObject({ table: z.string(), row: z.string(), column: z.string() }).exactOptional(),
})

const latency = z.strictObject({
  name: z.string(),
  count,
  min: amount,
  mean: amount,
  p50: amount,
  p90: amount,
  p95: amount,
  p99: amount,
  p999: amount,
  max: amount,
  histogram: z.string().refine(isHistogram, 'an HdrHistogram V2, compressed, in base64'),
})

const second = z.strictObject({
  second: count,
  intended: count,
  sent: count,
  received: count,
  dropped: count,
  p50: amount.exactOptional(),
  p99: amount.exactOptional(),
  probeMs: amount.exactOptional(),
  serverCpu: amount.exactOptional(),
  databaseCpu: amount.exactOptional(),
  generatorCpu: amount.exactOptional(),
  serverWait: amount.exactOptional(),
  serverBusy: amount.exactOptional(),
  serverRssBytes: amount.exactOptional(),
  databaseRssBytes: amount.exactOptional(),
  serverThreads: count.exactOptional(),
  databaseThreads: count.exactOptional(),
  serverDescriptors: count.exactOptional(),
  databaseDescriptors: count.exactOptional(),
  transactions: amount.exactOptional(),
  sqlTime: amount.exactOptional(),
  sqlWaiting: count.exactOptional(),
})

const reading = z.strictObject({ second: z.number(), values: z.record(z.string(), z.number()) })
const statement = z.strictObject({ statement: z.string(), calls: count, totalMs: amount })
const stanzas = z.strictObject({ message: count, presence: count, iq: count, other: count })

const scenario = z.strictObject({
  id: z.string(),
  question: z.string(),
  size: z.string(),
  path: z.string(),
  startedAt: moment,
  durationMs: amount,
  intended: count,
  sent: count,
  received: count,
  dropped: count,
  lost: count,
  duplicated: count,
  reordered: count,
  errors: z.record(z.string(), count),
  traffic: z
    .strictObject({
      stanzasSent: stanzas,
      stanzasReceived: stanzas,
      bytesSent: count,
      bytesReceived: count,
    })
    .exactOptional(),
  examples: texts,
  warmUpMs: amount.exactOptional(),
  latencies: z.array(latency),
  sessionBytes: amount.exactOptional(),
  seconds: z.array(second),
  statements: z.array(statement).exactOptional(),
  metrics: z.array(reading).exactOptional(),
  thresholds: z.array(
    z.strictObject({ metric: z.string(), bound: z.string(), measured: z.string(), kept: z.boolean() }),
  ),
  validity: z.strictObject({
    valid: z.boolean(),
    reasons: texts,
    scheduleLagP99Ms: amount,
    eventLoopDelayP99Ms: amount,
    generatorCpu: amount,
    gcShare: amount.exactOptional(),
    steal: amount.exactOptional(),
  }),
})

const capacityStep = z.strictObject({
  offered: amount,
  achieved: amount,
  verdict: z.enum(['kept', 'broken', 'invalid']),
  reasons: texts,
  p50: amount.exactOptional(),
  p99: amount.exactOptional(),
  probeMs: amount.exactOptional(),
  serverCpu: amount.exactOptional(),
  serverBusy: amount.exactOptional(),
  databaseCpu: amount.exactOptional(),
  generatorCpu: amount.exactOptional(),
  sqlTime: amount.exactOptional(),
})

const capacity = z.strictObject({
  scenario: z.string(),
  question: z.string(),
  objective: z.string(),
  size: z.string(),
  path: z.string(),
  startedAt: moment,
  durationMs: amount,
  steps: z.array(capacityStep),
  sustained: amount.exactOptional(),
  reached: amount.exactOptional(),
  cutOff: z.literal(true).exactOptional(),
  limit: z.string(),
})

const target = z.strictObject({
  provider: z.enum(['containers', 'embedded', 'external']),
  domain: z.string(),
  hosts: z.array(z.strictObject({ domain: z.string(), mechanisms: texts })),
  endpoints: z.partialRecord(
    z.enum(['c2s', 'c2sDirectTls', 's2s', 's2sDirectTls', 'component', 'http', 'https']),
    endpoint,
  ),
  connectTo: z.record(z.string(), endpoint),
  services: z.partialRecord(capability, z.string()),
  capabilities: z.array(capability),
  trust: z.strictObject({ caPem: z.string() }),
  software: z.strictObject({
    name: z.string(),
    version: z.string(),
    database: z.string().exactOptional(),
    image: z.string().exactOptional(),
  }),
  path: z.string(),
  logFile: z.string().exactOptional(),
})

const coverageCount = z.strictObject({ observable: count, verified: count, excluded: count, open: count })

const runResult = z.strictObject({
  schema: z.literal('touchstone.run.v1'),
  id: z.string(),
  harness: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: amount,
  profile: z.strictObject({ id: z.string(), strict: z.boolean(), promises: z.array(capability) }),
  filters: texts,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  target: target.exactOptional(),
  machine: z.strictObject({
    os: z.string(),
    cpu: z.string(),
    cores: count,
    memoryBytes: count,
    node: z.string(),
  }),
  boot: z.array(z.strictObject({ step: z.string(), ms: amount })),
  verifications: z.array(verification),
  scenarios: z.array(scenario),
  capacities: z.array(capacity).exactOptional(),
  serverFindings: z.array(z.strictObject({ at: moment, line: z.string(), during: texts })),
  staleKnownFailures: texts,
  coverage: z.array(
    z.strictObject({ spec: z.string(), title: z.string(), must: coverageCount, should: coverageCount }),
  ),
  problems: texts,
})

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : 'the types differ'

/** Does not compile when the schema and the types of core/run-result.ts differ in a single field. */
true satisfies Same<Mutable<z.infer<typeof runResult>>, Mutable<RunResult>>

/** The format of run.json as a JSON Schema, draft 2020-12. */
export function runJsonSchema(): object {
  return {
    title: 'Touchstone run result',
    description: 'Everything one run of Touchstone found out. The fields are explained in report-format.md.',
    ...z.toJSONSchema(runResult),
  }
}

/**
 * Reads a run.json.
 * @param file how the user named it, for the message
 * @throws UsageError with the path of the first field that is wrong, what was expected and what came
 */
export function parseRun(text: string, file: string): RunResult {
  return parseJson(runResult, text, file)
}

function isHistogram(base64: string): boolean {
  try {
    return decodeFromCompressedBase64(base64).totalCount >= 0
  } catch {
    return false
  }
}
