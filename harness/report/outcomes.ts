import {
  type Outcome,
  type OutcomeKind,
  outcomeKinds,
  type RunResult,
  type VerificationResult,
} from '../core/run-result.ts'

/** How an outcome is said to people, in one word or two. */
export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  passed: 'passed',
  failed: 'failed',
  warned: 'warned',
  'known-failure': 'known failure',
  'unexpected-pass': 'unexpected pass',
  'not-applicable': 'not applicable',
  inconclusive: 'inconclusive',
}

/** A sign for each outcome, so that colour is never the only difference. */
export const outcomeSigns: Readonly<Record<OutcomeKind, string>> = {
  passed: '✓',
  failed: '✗',
  warned: '!',
  'known-failure': '≈',
  'unexpected-pass': '↑',
  'not-applicable': '–',
  inconclusive: '?',
}

/** A verification whose outcome is one of these kinds. */
export type VerificationOf<K extends OutcomeKind> = VerificationResult & {
  readonly outcome: OutcomeOf<Outcome, K>
}
type OutcomeOf<O extends Outcome, K extends OutcomeKind> = O extends unknown
  ? K extends O['kind']
    ? O
    : never
  : never

export function verificationsOf<K extends OutcomeKind>(
  run: RunResult,
  kind: K,
): readonly VerificationOf<K>[] {
  return run.verifications.filter(
    (verification): verification is VerificationOf<K> => verification.outcome.kind === kind,
  )
}

export function tally(verifications: readonly VerificationResult[]): Readonly<Record<OutcomeKind, number>> {
  const counts = Object.fromEntries(outcomeKinds.map((kind) => [kind, 0])) as Record<OutcomeKind, number>
  for (const { outcome } of verifications) counts[outcome.kind] += 1
  return counts
}

/** The kinds that came out, each with how often, in their usual order. */
export function tallied(
  verifications: readonly VerificationResult[],
): readonly { readonly kind: OutcomeKind; readonly count: number }[] {
  const counts = tally(verifications)
  return outcomeKinds.filter((kind) => counts[kind] > 0).map((kind) => ({ kind, count: counts[kind] }))
}

/** Items by key, keys in the order of their first item. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
