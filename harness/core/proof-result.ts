/** What a run of `touchstone prove` found out: of each requirement its lies, and which verification caught them. */
import type { Level } from './run-result.ts'

/** `moot`: only a verification could catch it that is red without any lie. */
export type Fate = 'caught' | 'survived' | 'moot'

export interface LieResult {
  /** Completes "a server that …". */
  readonly does: string
  readonly fate: Fate
  /** Situations of the verifications that caught it. */
  readonly caughtBy: readonly string[]
  /** Why it was not caught. */
  readonly why?: string
}

export interface VerificationProof {
  readonly situation: string
  /** `amended`: red on the server as it is, and green once amends are made. */
  readonly state: 'holds' | 'amended' | 'red'
  /** What it heard of the server as it is; empty where it holds. */
  readonly heard: string
}

export interface RequirementProof {
  readonly requirement: string
  readonly spec: string
  readonly section: string
  readonly level: Level
  readonly says: string
  readonly url: string
  readonly lies: readonly LieResult[]
  /** What a proxy repairs of the server, so that its verifications hold; each completes "a server that …". */
  readonly amends: readonly string[]
  readonly verifications: readonly VerificationProof[]
}

export interface ProofResult {
  /** Version of Touchstone. */
  readonly harness: string
  /** Name and version of the server. */
  readonly server: string
  readonly startedAt: string
  readonly durationMs: number
  readonly seed: number
  readonly filters: readonly string[]
  readonly requirements: readonly RequirementProof[]
  readonly problems: readonly string[]
}
