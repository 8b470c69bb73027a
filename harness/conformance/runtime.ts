/** What verifications run with, given once to each worker before it reads a suite. */

import type { Provisioner } from '../core/account.ts'
import type { Administrator } from '../core/administrator-token.ts'
import type { Capability } from '../core/capability.ts'
import type { ServerUsage, TargetControl, TargetInfo } from '../core/target-info.ts'
import type { AmendsByRequirement, Lies, ProxyCredentials } from '../lies/index.ts'
import type { Names, ServerCertificate, Validity } from '../wire/certificates.ts'

/** A deviation that is known, proven from the text, and kept as a test. */
export interface KnownFailure {
  /** Full id of the requirement. */
  readonly requirement: string
  /** The one situation it is about; every situation of the requirement when absent. */
  readonly situation?: string
  /** Where it is written down: the server's issue tracker, or the section of the specification. */
  readonly link: string
  /** What we sent, what came, and why that departs from the text. */
  readonly reason: string
}

export interface Certifier {
  /** A certificate that the target has reason to trust. */
  issue(names: Names, validity?: Validity): Promise<ServerCertificate>
  /** One that it has not. */
  signOneself(names: Names): Promise<ServerCertificate>
}

export interface Runtime {
  readonly target: TargetInfo
  readonly components: readonly { readonly jid: string; readonly secret: string }[]
  /** Of the target's domain, as far as one is known. */
  readonly administrator?: Administrator
  readonly provisioner: Provisioner
  /** Certifies servers of other domains; absent when the target trusts no authority of the run's for them. */
  readonly certifier?: Certifier
  /** Absent when the target is not in the hands of this run. */
  readonly control?: Required<TargetControl> & { readonly sample: () => Promise<ServerUsage> }
  readonly promises: readonly Capability[]
  /** Whether a broken SHOULD fails. */
  readonly strict: boolean
  readonly knownFailures: readonly KnownFailure[]
  /** How long to wait for anything that the server owes, in milliseconds. */
  readonly patience: number
  /** Seed of the run; each verification has one of its own, made from it. */
  readonly seed: number
  /** Present while verifications are proven: each runs under its lies instead of against the bare server. */
  readonly proof?: {
    readonly lies: Lies
    readonly amends: AmendsByRequirement
    readonly credentials: ProxyCredentials
  }
}

let current: Runtime | undefined

/** Says what the verifications of this process run with; only the first call of a process is heeded. */
export function useRuntime(create: () => Runtime): void {
  current ??= create()
}

export function runtime(): Runtime {
  if (current === undefined) {
    throw new Error(
      'Verifications need a target: run them with `npm test` or `npx touchstone run`, not by themselves.',
    )
  }
  return current
}
