import { type CoverageCount, type SpecCoverage, strength } from '../core/run-result.ts'
import { type Requirement, requirementsOf } from './define-spec.ts'
import type { Exclusion } from './exclusions.ts'
import { canBeSeen, type Sentence } from './normative-index.ts'
import { isProven, type ProofRecord } from './proof.ts'
import type { Suite } from './suite.ts'

/**
 * How far a requirement has come.
 * - `open`: declared, and no verification asserts it
 * - `verified`: a verification asserts it
 * - `proven`: besides, each of its lies has been caught by it
 */
export type RequirementState = 'open' | 'verified' | 'proven'

export interface RequirementStanding {
  readonly requirement: Requirement
  readonly state: RequirementState
  readonly lies: readonly string[]
  /** Those of them that the last proof has seen caught. */
  readonly caught: readonly string[]
}

/** A document requirement by requirement, and the sentences that it still owes. */
export interface SpecStanding {
  readonly coverage: SpecCoverage
  /** Whether people have decided, sentence by sentence, whom it binds and who could see it broken. */
  readonly reviewed: boolean
  /** The address of a section. */
  readonly url: (section: string) => string
  readonly requirements: readonly RequirementStanding[]
  /** MUST and SHOULD class sentences that a test could see and that are neither verified nor excluded. */
  readonly open: readonly Sentence[]
  readonly excluded: readonly Exclusion[]
}

/** Where each document stands. `sentences` looks a document up in the normative index. */
export function standings(
  suites: readonly Suite[],
  sentences: (spec: string) => readonly Sentence[],
  proofs: ProofRecord,
): readonly SpecStanding[] {
  return suites.map((suite) => standing(suite, sentences(suite.spec.id), proofs))
}

/** How much of each document is verified, counted in sentences of the normative index. */
export function coverage(
  suites: readonly Suite[],
  sentences: (spec: string) => readonly Sentence[],
): readonly SpecCoverage[] {
  return standings(suites, sentences, {}).map((standing) => standing.coverage)
}

function standing(suite: Suite, sentences: readonly Sentence[], proofs: ProofRecord): SpecStanding {
  const requirements = requirementsOf(suite.spec).map((requirement) => standingOf(requirement, suite, proofs))
  const verified = new Set(
    requirements.filter(({ state }) => state !== 'open').flatMap(({ requirement }) => requirement.covers),
  )
  const excluded = new Set(suite.exclusions.map(({ sentence }) => sentence))
  const owed = sentences.filter((sentence) => canBeSeen(sentence) && strength(sentence.level) !== 'may')
  const count = (wanted: 'must' | 'should') =>
    countOf(
      owed.filter(({ level }) => strength(level) === wanted),
      verified,
      excluded,
    )
  return {
    coverage: { spec: suite.spec.id, title: suite.spec.title, must: count('must'), should: count('should') },
    reviewed: sentences.every(({ observable }) => observable !== 'unreviewed'),
    url: suite.spec.url,
    requirements,
    open: owed.filter(({ id }) => !verified.has(id) && !excluded.has(id)),
    excluded: suite.exclusions,
  }
}

function standingOf(requirement: Requirement, suite: Suite, proofs: ProofRecord): RequirementStanding {
  const name = requirement.id.slice(suite.spec.id.length + 1)
  const lies = suite.files.flatMap((file) => file.lies[name] ?? [])
  const isVerified = suite.files.some(({ verifies }) => verifies.includes(name))
  const proof = proofs[requirement.id]
  const caught = lies.filter((lie) => proof?.killed.includes(lie))
  if (!isVerified) return { requirement, lies, caught, state: 'open' }
  return { requirement, lies, caught, state: isProven(proof, lies) ? 'proven' : 'verified' }
}

function countOf(
  sentences: readonly Sentence[],
  verified: ReadonlySet<string>,
  excluded: ReadonlySet<string>,
): CoverageCount {
  const verifiedOnes = sentences.filter(({ id }) => verified.has(id)).length
  const excludedOnes = sentences.filter(({ id }) => !verified.has(id) && excluded.has(id)).length
  return {
    observable: sentences.length,
    verified: verifiedOnes,
    excluded: excludedOnes,
    open: sentences.length - verifiedOnes - excludedOnes,
  }
}
