/**
 * What crosses from the process that booted the target to the workers that verify it: plain JSON, by
 * vitest's own channel, never by a file or an environment variable, because secrets are inside.
 */
import type { KnownFailure } from '../conformance/runtime.ts'
import type { Capability } from '../core/capability.ts'
import type { TargetAccess, TargetInfo } from '../core/target-info.ts'
import type { ProxyCredentials } from '../lies/index.ts'

export interface RunContext {
  readonly target: TargetInfo
  readonly access: TargetAccess
  readonly promises: readonly Capability[]
  readonly strict: boolean
  readonly knownFailures: readonly KnownFailure[]
  /** Milliseconds. */
  readonly patience: number
  /** What verifications draw by chance from. */
  readonly seed: number
  /** Path of the socket over which the target is controlled; absent for a target that nobody here controls. */
  readonly controlChannel?: string
  /** Present when verifications are to be proven. */
  readonly proofCredentials?: ProxyCredentials
}

declare module 'vitest' {
  interface ProvidedContext {
    touchstone?: RunContext
  }
}
