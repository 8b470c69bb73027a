/** What proofs amount to: which lies survived, which verifications caught none. */
import type { ProofMeta } from '../conformance/verify.ts'

export interface Judged {
  readonly requirements: number
  readonly verifications: number
  readonly lies: number
  /** Lies that no verification of their requirement caught. */
  readonly survivors: readonly { readonly requirement: string; readonly lie: string; readonly why: string }[]
  /** Verifications that caught none of the lies about their requirement. */
  readonly unproven: readonly string[]
  /** Requirements with verifications and without any lie. */
  readonly lieless: readonly string[]
}

/** @param requirements ids of all requirements that were to be proven */
export function judgeProofs(requirements: readonly string[], proofs: readonly ProofMeta[]): Judged {
  const byLie = groups(proofs, ({ requirement, lie }) => `${requirement}\n${lie}`)
  const byVerification = groups(proofs, ({ requirement, situation }) => `${requirement} · ${situation}`)
  const proved = new Set(proofs.map(({ requirement }) => requirement))
  return {
    requirements: requirements.length,
    verifications: byVerification.size,
    lies: byLie.size,
    survivors: [...byLie.values()]
      .filter((told) => !told.some(({ finding }) => finding === 'killed'))
      .map((told) => ({
        requirement: told[0].requirement,
        lie: told[0].lie,
        why: told.map(whyNot).join('\n  '),
      })),
    unproven: [...byVerification.entries()]
      .filter(([, told]) => !told.some(({ finding }) => finding === 'killed'))
      .map(([title]) => title),
    lieless: requirements.filter((id) => !proved.has(id)),
  }
}

function whyNot({ situation, finding, told, message }: ProofMeta): string {
  if (!told) return `${situation}: there was no occasion to tell it`
  return finding === 'survived'
    ? `${situation}: passed all the same`
    : `${situation}: ${message.replaceAll('\n', '\n    ')}`
}

function groups<T>(items: readonly T[], key: (item: T) => string): Map<string, [T, ...T[]]> {
  const grouped = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = grouped.get(key(item))
    if (group === undefined) grouped.set(key(item), [item])
    else group.push(item)
  }
  return grouped
}
