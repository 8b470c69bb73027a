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
  /** Verifications that do not hold of the server as it is: they would catch any lie, and so catch none. */
  readonly redAlready: readonly string[]
  /** Those of them that hold once amends are made: what they catch on top of amends, they do catch. */
  readonly amended: readonly string[]
  /** Lies that only a verification could catch which stays red: neither caught nor survived, and what it hears. */
  readonly moot: readonly { readonly requirement: string; readonly lie: string; readonly why: string }[]
  /** Verifications that stay red although amends are made for their requirement. */
  readonly unamended: readonly string[]
  /** Requirements with verifications and without any lie. */
  readonly lieless: readonly string[]
}

type Told = ProofMeta & { readonly lie: string }

/** @param requirements ids of all requirements that were to be proven */
export function judgeProofs(requirements: readonly string[], proofs: readonly ProofMeta[]): Judged {
  const red = stillRed(proofs)
  const redAlready = titlesOf(proofs.filter((proof) => !isAmended(proof)).filter(isRed))
  const told = proofs.filter((proof): proof is Told => proof.lie !== undefined)
  const able = told.filter((proof) => !red.has(titleOf(proof)))
  const byLie = groups(able, nameOf)
  const byVerification = groups(able, titleOf)
  const lies = groups(told, nameOf)
  const partlyRed = new Set(
    proofs.filter((proof) => red.has(titleOf(proof))).map(({ requirement }) => requirement),
  )
  const amended = new Set(proofs.filter(isAmended).map(titleOf))
  const uncaught = [...byLie.values()].filter((ofLie) => !ofLie.some(isKilled))
  // Where a verification is red already, a lie may be about its situation and pass the others by.
  const survivors = uncaught.filter(
    (ofLie) =>
      !partlyRed.has(ofLie[0].requirement) ||
      ofLie.some(({ finding, told }) => told && finding === 'survived'),
  )
  const proved = new Set(proofs.map(({ requirement }) => requirement))
  const alive = new Set(survivors.map(([first]) => nameOf(first)))
  const caught = new Set([...byLie.keys()].filter((name) => byLie.get(name)?.some(isKilled)))
  const moot = [...lies].filter(([name]) => !caught.has(name) && !alive.has(name))
  return {
    requirements: requirements.length,
    verifications: new Set(told.map(titleOf)).size,
    lies: lies.size,
    survivors: survivors.map((ofLie) => ({
      requirement: ofLie[0].requirement,
      lie: ofLie[0].lie,
      why: ofLie.map(whyNot).join('\n  '),
    })),
    unproven: [...byVerification.entries()]
      .filter(([, underLies]) => !underLies.some(isKilled))
      .map(([title]) => title),
    redAlready: [...redAlready],
    amended: [...redAlready].filter((title) => !red.has(title)),
    moot: moot.map(([, [{ requirement, lie, situation }]]) => ({
      requirement,
      lie,
      why: red.get(`${requirement} · ${situation}`) ?? [...red.values()][0] ?? '',
    })),
    unamended: [...red.keys()].filter((title) => amended.has(title)),
    lieless: requirements.filter((id) => !proved.has(id)),
  }
}

/** By requirement, the lies that were told about it and those that were caught. */
export function recordOf(proofs: readonly ProofMeta[]): Record<string, { lies: string[]; killed: string[] }> {
  const red = stillRed(proofs)
  const record: Record<string, { lies: string[]; killed: string[] }> = {}
  for (const proof of proofs) {
    const { requirement, lie, finding } = proof
    if (lie === undefined) continue
    record[requirement] ??= { lies: [], killed: [] }
    const { lies, killed } = record[requirement]
    if (!lies.includes(lie)) lies.push(lie)
    if (finding === 'killed' && !red.has(titleOf(proof)) && !killed.includes(lie)) killed.push(lie)
  }
  return record
}

/** Verifications that did not hold when no lie was told, but amends made where there are any, and what they heard. */
function stillRed(proofs: readonly ProofMeta[]): ReadonlyMap<string, string> {
  const truths = proofs.filter(({ lie }) => lie === undefined)
  const amended = titlesOf(truths.filter(isAmended))
  const red = truths.filter((proof) => isRed(proof) && (isAmended(proof) || !amended.has(titleOf(proof))))
  return new Map(red.map((proof) => [titleOf(proof), proof.message]))
}

function isRed({ lie, finding }: ProofMeta): boolean {
  return lie === undefined && finding !== 'survived'
}

function isAmended({ amends }: ProofMeta): boolean {
  return amends.length > 0
}

function isKilled({ finding }: ProofMeta): boolean {
  return finding === 'killed'
}

function titlesOf(proofs: readonly ProofMeta[]): ReadonlySet<string> {
  return new Set(proofs.map(titleOf))
}

function titleOf({ requirement, situation }: ProofMeta): string {
  return `${requirement} · ${situation}`
}

function nameOf({ requirement, lie }: Told): string {
  return `${requirement}\n${lie}`
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
