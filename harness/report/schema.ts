import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { z } from 'zod'
import { type Capability, capabilities } from '../core/capability.ts'
import { UsageError } from '../core/errors.ts'
import { outcomeKinds, type RunResult } from '../core/run-result.ts'
import { listed, shortened } from './wording.ts'

const count = z.int().nonnegative()
const amount = z.number().nonnegative()
/** Milliseconds since the epoch, as far as a Date reaches. */
const moment = z.number().nonnegative().max(8.64e15)
const texts = z.array(z.string())
const capability = z.enum(Object.keys(capabilities) as [Capability, ...Capability[]])
const endpoint = z.strictObject({ host: z.string(), port: z.int().min(1).max(65_535) })

const level = z.enum([
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
])

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
  serverRssBytes: amount.exactOptional(),
})

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
  examples: texts,
  latencies: z.array(latency),
  seconds: z.array(second),
  thresholds: z.array(
    z.strictObject({ metric: z.string(), bound: z.string(), measured: z.string(), kept: z.boolean() }),
  ),
  validity: z.strictObject({
    valid: z.boolean(),
    reasons: texts,
    scheduleLagP99Ms: amount,
    eventLoopDelayP99Ms: amount,
    generatorCpu: amount,
    steal: amount.exactOptional(),
  }),
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
  const json = parseJson(text, file)
  const parsed = runResult.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue === undefined) throw parsed.error
  const others = parsed.error.issues.length - 1
  throw new UsageError(
    `${file} is no run result that this version reads: at ${fieldPath(issue.path)}, expected ${expected(issue)}, ` +
      `got ${described(valueAt(json, issue.path))}${others > 0 ? ` (and ${others} more)` : ''}. ` +
      'Give the run.json of a run, unchanged.',
  )
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError(
      `${file} is no run result: expected JSON, got ${described(text)} (${(cause as SyntaxError).message}).`,
      { cause },
    )
  }
}

function isHistogram(base64: string): boolean {
  try {
    return decodeFromCompressedBase64(base64).totalCount >= 0
  } catch {
    return false
  }
}

type Issue = z.core.$ZodIssue

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return listed(issue.values.map((value) => JSON.stringify(value)))
    case 'unrecognized_keys':
      return `no field named ${listed(issue.keys)}`
    case 'invalid_union':
      return `one of ${listed(outcomeKinds)}`
    default:
      return issue.message
  }
}

/** `verifications[3].outcome.kind`. */
function fieldPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the top'
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1)
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)[part], json)
}

function described(value: unknown): string {
  return value === undefined ? 'nothing' : shortened(JSON.stringify(value), 80)
}
