/**
 * What the documents require, as data, and how much of it is verified.
 *
 * Requirements are declared in `suites/<document>/requirements.ts` and held against the normative
 * index in `sentences/`: facts about every sentence with a keyword, never its text. No test is run
 * from here and no server is known here.
 */
export { coverage, type RequirementStanding, type SpecStanding, standings } from './coverage.ts'
export {
  defineSpec,
  type Requirement,
  type RequirementId,
  type Requirements,
  requirement,
  requirementsOf,
  type Spec,
} from './define-spec.ts'
export { type Sentence, sentencesOf } from './normative-index.ts'
export { formatProof, PROOF_FILE, type ProofRecord, parseProof, updateProof } from './proof.ts'
export { readSuites, type SectionFile, type Suite } from './suite.ts'
