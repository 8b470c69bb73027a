/** One body, run once against a target: how it came out, and the evidence. Knows nothing of vitest's tests. */
import { InconclusiveError, SilenceError, UnreadableError } from '../core/errors.ts'
import type { Evidence } from '../core/run-result.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { errorsHeard } from './errors-heard.ts'
import { type Violation, violations } from './invariants.ts'
import type { Runtime } from './runtime.ts'
import { type Stage, setStage } from './stage.ts'

export type Finding =
  | { readonly kind: 'held' }
  | { readonly kind: 'broken'; readonly message: string; readonly violates?: string }
  | { readonly kind: 'unknown'; readonly because: string }

/** Of the server's log, as evidence. */
const MOST_LOG_BYTES = 64 * 1024

/** A regular expression that survives the way from a worker to the collector. */
export type LogPattern = Pick<RegExp, 'source' | 'flags'>

export interface Examined {
  readonly finding: Finding
  readonly evidence: Evidence
  readonly observed: readonly string[]
  /** Conditions of the errors that the server sent. */
  readonly errors: readonly string[]
  /** Localparts of the accounts that it used: what the server's log can be attributed by. */
  readonly localparts: readonly string[]
  readonly mayLog: readonly LogPattern[]
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
}

/**
 * @param title name of the verification, of which its seed is made
 * @param target what the clients connect to: the bare server, or one that lies
 */
export async function examine(
  title: string,
  body: (stage: Stage) => Promise<void>,
  target: TargetInfo,
  runtime: Runtime,
): Promise<Examined> {
  const startedAt = Date.now()
  const clock = performance.now()
  const record = setStage(title, target, runtime)
  let finding: Finding
  try {
    await body(record.stage)
    finding = { kind: 'held' }
  } catch (error) {
    finding = await explain(error, runtime)
  }
  const [violation] = record.streams.flatMap(violations)
  if (violation !== undefined && finding.kind !== 'broken') finding = brokenInvariant(violation)
  const durationMs = performance.now() - clock
  const errors = errorsHeard(record.streams)
  const serverLog = finding.kind === 'held' ? '' : await record.serverLog.text(MOST_LOG_BYTES)
  try {
    await record.strike()
  } catch (error) {
    if (finding.kind === 'held')
      finding = { kind: 'unknown', because: `could not clean up: ${(error as Error).message}` }
  }
  if (record.seeded()) finding = withReplay(finding, runtime.seed)
  return {
    finding,
    evidence: { transcript: finding.kind === 'held' ? '' : record.transcript.toString(), serverLog },
    observed: record.observed,
    errors,
    localparts: record.clients.map(({ localpart }) => localpart),
    mayLog: record.mayLog.map(({ source, flags }) => ({ source, flags })),
    startedAt,
    durationMs,
  }
}

function brokenInvariant({ requirement, message }: Violation): Finding {
  return { kind: 'broken', message, violates: requirement }
}

function withReplay(finding: Finding, seed: number): Finding {
  const replay = `replay    with --seed ${seed}`
  switch (finding.kind) {
    case 'held':
      return finding
    case 'broken':
      return { ...finding, message: `${finding.message}\n${replay}` }
    case 'unknown':
      return { ...finding, because: `${finding.because}\n${replay}` }
  }
}

/** Only an assertion says that the server is at fault; silence does if the server is there for others. */
async function explain(error: unknown, runtime: Runtime): Promise<Finding> {
  if (error instanceof Error && error.name === 'AssertionError')
    return { kind: 'broken', message: error.message }
  if (error instanceof UnreadableError) return { kind: 'broken', message: error.message }
  if (error instanceof SilenceError) {
    const answered = await answersOthers(runtime)
    if (answered === undefined) {
      return { kind: 'unknown', because: `${error.message}\nand the server answered no other client either` }
    }
    return {
      kind: 'broken',
      message: `${error.message}\nmeanwhile another client was answered in ${Math.round(answered)} ms`,
    }
  }
  if (error instanceof InconclusiveError) return { kind: 'unknown', because: error.message }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { kind: 'unknown', because: `the verification itself is at fault: ${text}` }
}

/** Milliseconds in which the server greets a new connection; undefined when it does not. */
async function answersOthers({ target, patience }: Runtime): Promise<number | undefined> {
  const { c2s } = target.endpoints
  if (c2s === undefined) return undefined
  const transcript = new Transcript()
  let probe: WireStream | undefined
  try {
    probe = await WireStream.connect({ name: 'probe', endpoint: c2s, transcript, patience })
    probe.send(WireStream.header({ to: target.domain }))
    const header = await probe.nextHeader()
    return header.at
  } catch (error) {
    if (error instanceof SilenceError || error instanceof InconclusiveError) return undefined
    throw error
  } finally {
    probe?.destroy()
  }
}
