/** From what was found to an outcome: what the profile promises, levels and known failures weighed in. */
import type { Requirement } from '../catalogue/index.ts'
import type { Capability } from '../core/capability.ts'
import { type Outcome, strength } from '../core/run-result.ts'
import type { Examined } from './examine.ts'
import type { KnownFailure, Runtime } from './runtime.ts'

/** A verification that needs what the target has not. */
export function lacking(capability: Capability, { promises }: Pick<Runtime, 'promises'>): Outcome {
  if (!promises.includes(capability)) return { kind: 'not-applicable', lacks: capability }
  return {
    kind: 'failed',
    message: `expected  ${capability}, which the profile promises\nheard     a server that does not offer it`,
    evidence: { transcript: '', serverLog: '' },
  }
}

/** How a verification came out that was run. */
export function settle(
  asked: Pick<Requirement, 'id' | 'level'>,
  situation: string,
  examined: Pick<Examined, 'finding' | 'evidence'>,
  current: Pick<Runtime, 'strict' | 'knownFailures'>,
): Outcome {
  const { finding, evidence } = examined
  switch (finding.kind) {
    case 'held': {
      const known = knownFailure(asked.id, situation, current.knownFailures)
      if (known === undefined) return { kind: 'passed' }
      return { kind: 'unexpected-pass', link: known.link, reason: known.reason }
    }
    case 'unknown':
      return { kind: 'inconclusive', because: finding.because, evidence }
    case 'broken': {
      const { message, violates = asked.id } = finding
      const known = knownFailure(violates, situation, current.knownFailures)
      if (known !== undefined) {
        return { kind: 'known-failure', link: known.link, reason: known.reason, message }
      }
      // Every invariant is a MUST, whatever the verification that it showed in is about.
      const own = violates === asked.id
      const kind = !own || strength(asked.level) === 'must' || current.strict ? 'failed' : 'warned'
      return { kind, message, ...(own ? {} : { violates }), evidence }
    }
  }
}

function knownFailure(
  id: string,
  situation: string,
  known: readonly KnownFailure[],
): KnownFailure | undefined {
  return known.find(
    (entry) => entry.requirement === id && (entry.situation === undefined || entry.situation === situation),
  )
}
