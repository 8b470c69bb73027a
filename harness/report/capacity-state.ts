import type { CapacityResult, CapacityStep } from '../core/run-result.ts'
import { groupBy } from './outcomes.ts'
import { grouped } from './wording.ts'

/**
 * What a search has found out: a capacity (`found`), only that it is not lower (`at least`), that the server
 * keeps the objective at no rate (`none`), or nothing (`unknown`).
 */
export function capacityState(capacity: CapacityResult): 'found' | 'at least' | 'none' | 'unknown' {
  const { steps, sustained, cutOff } = capacity
  if (cutOff) return sustained === undefined ? 'unknown' : 'at least'
  if (sustained === undefined) return steps.some(({ verdict }) => verdict === 'broken') ? 'none' : 'unknown'
  return neverKept(capacity)?.verdicts.every((verdict) => verdict === 'invalid') ? 'at least' : 'found'
}

/**
 * The rate that was found: `400 a second`, `at least 400 a second`, `none`, or `unknown`; `350 to 400 a second`
 * where one is kept each time and the other at times.
 */
export function capacityWords(capacity: CapacityResult): string {
  const { sustained } = capacity
  const state = capacityState(capacity)
  if (sustained === undefined) return state
  return `${state === 'at least' ? 'at least ' : ''}${capacityFigure(capacity)} a second`
}

/** `400`; `350 to 400` where the first is kept each time and the second at times; empty where there is none. */
export function capacityFigure({ sustained, reached }: CapacityResult): string {
  return [sustained, reached].flatMap((rate) => (rate === undefined ? [] : [grouped(rate)])).join(' to ')
}

/** How often each rate about the one that was found was kept: `350/s 2 of 2, 400/s 1 of 2, 450/s 0 of 2`. */
export function capacityCertainty(capacity: CapacityResult): string {
  const { steps, sustained = 0 } = capacity
  const { rate: over } = neverKept(capacity) ?? { rate: Number.POSITIVE_INFINITY }
  return ratesOf(steps)
    .filter(({ rate }) => rate >= sustained && rate <= over)
    .map(({ rate, verdicts }) => {
      const times = (wanted: CapacityStep['verdict']) => verdicts.filter((each) => each === wanted).length
      const invalid = times('invalid') === 0 ? '' : ` (${times('invalid')} invalid)`
      return `${grouped(rate)}/s ${times('kept')} of ${verdicts.length}${invalid}`
    })
    .join(', ')
}

interface Rate {
  readonly rate: number
  readonly verdicts: readonly CapacityStep['verdict'][]
}

/** The lowest rate above all that were kept. */
function neverKept({ steps, sustained = 0, reached = sustained }: CapacityResult): Rate | undefined {
  return ratesOf(steps).find(({ rate }) => rate > reached)
}

/** What came of each rate, from the lowest on. */
function ratesOf(steps: readonly CapacityStep[]): readonly Rate[] {
  const rising = steps.toSorted((left, right) => left.offered - right.offered)
  return [...groupBy(rising, ({ offered }) => String(offered))].map(([rate, held]) => ({
    rate: Number(rate),
    verdicts: held.map(({ verdict }) => verdict),
  }))
}
