/** From single proofs to what they say of each requirement. */
import type { Requirement } from '../catalogue/index.ts'
import type { ProofMeta } from '../conformance/verify.ts'
import type { LieResult, RequirementProof, VerificationProof } from '../core/proof-result.ts'
import { judgeProofs } from './proofs.ts'

/** @param requirements those that were to be proven, in the order in which they are told */
export function requirementProofs(
  requirements: readonly Requirement[],
  proofs: readonly ProofMeta[],
): readonly RequirementProof[] {
  return requirements.map((requirement) => {
    const own = proofs.filter((proof) => proof.requirement === requirement.id)
    const { id, spec, section, level, says, url } = requirement
    return {
      requirement: id,
      spec,
      section,
      level,
      says,
      url,
      lies: liesOf(id, own),
      amends: [...new Set(own.flatMap(({ amends }) => amends))],
      verifications: verificationsOf(own),
    }
  })
}

function liesOf(id: string, proofs: readonly ProofMeta[]): readonly LieResult[] {
  const { survivors, moot } = judgeProofs([id], proofs)
  const red = new Set(
    verificationsOf(proofs)
      .filter(({ state }) => state === 'red')
      .map(({ situation }) => situation),
  )
  const does = new Set(proofs.flatMap(({ lie }) => (lie === undefined ? [] : [lie])))
  return [...does].map((lie) => {
    const survivor = survivors.find((each) => each.lie === lie)
    const isMoot = moot.find((each) => each.lie === lie)
    if (survivor !== undefined) return { does: lie, fate: 'survived', caughtBy: [], why: survivor.why }
    if (isMoot !== undefined) return { does: lie, fate: 'moot', caughtBy: [], why: isMoot.why }
    const caught = proofs.filter((proof) => proof.lie === lie && proof.finding === 'killed')
    return {
      does: lie,
      fate: 'caught',
      caughtBy: caught.map(({ situation }) => situation).filter((situation) => !red.has(situation)),
    }
  })
}

function verificationsOf(proofs: readonly ProofMeta[]): readonly VerificationProof[] {
  const truths = proofs.filter(({ lie }) => lie === undefined)
  return truths
    .filter(({ amends }) => amends.length === 0)
    .map(({ situation, finding, message }) => {
      if (finding === 'survived') return { situation, state: 'holds', heard: '' }
      const amended = truths.find((proof) => proof.situation === situation && proof.amends.length > 0)
      return { situation, state: amended?.finding === 'survived' ? 'amended' : 'red', heard: message }
    })
}
