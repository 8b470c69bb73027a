/**
 * Errors in the server's own log, and whom they are held against: the verification whose account the
 * line names, else the only one that ran at that moment, else the run as a whole.
 */
import type { LogPattern } from '../conformance/examine.ts'
import type { VerificationMeta } from '../conformance/verify.ts'
import type { Outcome, ServerFinding, VerificationResult } from '../core/run-result.ts'
import type { LoggedError } from '../target/log.ts'

export interface Attributed {
  readonly verifications: readonly VerificationResult[]
  readonly findings: readonly ServerFinding[]
}

/** Milliseconds that a line may be written after the verification that caused it has ended. */
const SLACK_MS = 250

export function attribute(metas: readonly VerificationMeta[], errors: readonly LoggedError[]): Attributed {
  const blamed = new Map<VerificationMeta, LoggedError[]>()
  const findings: ServerFinding[] = []
  for (const error of errors) {
    const during = metas.filter(({ result }) => ranAt(result, error))
    const named = during.filter(({ localparts }) =>
      localparts.some((localpart) => error.text.includes(localpart)),
    )
    const suspects = named.length > 0 ? named : during
    if (suspects.some(({ mayLog }) => mayLog.some((pattern) => matches(pattern, error.text)))) continue
    const [only] = suspects
    if (only !== undefined && suspects.length === 1) blamed.set(only, [...(blamed.get(only) ?? []), error])
    else {
      findings.push({
        at: error.at,
        line: error.text,
        during: during.map(({ result }) => result.requirement),
      })
    }
  }
  return { verifications: metas.map((meta) => held(meta, blamed.get(meta))), findings }
}

function matches({ source, flags }: LogPattern, text: string): boolean {
  return new RegExp(source, flags).test(text)
}

function ranAt({ startedAt, durationMs }: VerificationResult, { at, within }: LoggedError): boolean {
  return at + within >= startedAt - SLACK_MS && at <= startedAt + durationMs + SLACK_MS
}

function held({ result }: VerificationMeta, errors: readonly LoggedError[] | undefined): VerificationResult {
  if (errors === undefined || result.outcome.kind !== 'passed') return result
  const serverLog = errors.map(({ text }) => text).join('\n')
  const outcome: Outcome = {
    kind: 'failed',
    message: `expected  no error in the log of the server\nheard     ${serverLog.split('\n')[0]}`,
    evidence: { transcript: '', serverLog },
  }
  return { ...result, outcome }
}
