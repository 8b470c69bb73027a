import type { RunResult, VerificationResult } from '../core/run-result.ts'

/** Where a verification stands in the reports: a fragment of the page, a name for its transcript. */
export type Anchors = ReadonlyMap<VerificationResult, string>

/**
 * An anchor for each verification: the id of its requirement, so that a link can be written by hand.
 * A requirement that was verified in several situations has `~2`, `~3`, … from the second one on.
 */
export function anchorsOf(run: RunResult): Anchors {
  const seen = new Map<string, number>()
  return new Map(
    run.verifications.map((verification) => {
      const id = withoutSpaces(verification.requirement)
      const nth = (seen.get(id) ?? 0) + 1
      seen.set(id, nth)
      return [verification, nth === 1 ? id : `${id}~${nth}`]
    }),
  )
}

/** An HTML id holds no white space. */
export function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '-')
}
