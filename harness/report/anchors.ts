import { createHash } from 'node:crypto'
import type { RunResult, VerificationResult } from '../core/run-result.ts'
import { groupBy } from './outcomes.ts'

/** Where each verification stands on the page: the fragment of a link to it. */
export type Anchors = ReadonlyMap<VerificationResult, string>

/**
 * The anchor of a verification is the id of its requirement, so that a link can be written by hand. Where a
 * requirement was verified in several situations, each has a name of its own that no other run changes.
 */
export function anchorsOf(run: RunResult): Anchors {
  const byRequirement = groupBy(run.verifications, ({ requirement }) => requirement)
  return new Map(
    run.verifications.map((verification) => {
      const { requirement } = verification
      const alone = byRequirement.get(requirement)?.length === 1
      return [verification, withoutSpaces(alone ? requirement : nameOf(verification))]
    }),
  )
}

/** A name for a verification: its requirement and a few digits that stand for the situation. */
export function nameOf({ requirement, situation }: VerificationResult): string {
  return `${requirement}~${createHash('sha256').update(situation).digest('hex').slice(0, 6)}`
}

/** An HTML id holds no white space. */
export function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '-')
}
