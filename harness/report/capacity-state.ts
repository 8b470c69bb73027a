import type { CapacityResult } from '../core/run-result.ts'
import { grouped } from './wording.ts'

/**
 * What a search has found out: a capacity (`found`), only that it is not lower (`at least`), that the server
 * keeps the objective at no rate (`none`), or nothing (`unknown`).
 */
export function capacityState({
  steps,
  sustained,
}: CapacityResult): 'found' | 'at least' | 'none' | 'unknown' {
  if (sustained === undefined) return steps.some(({ verdict }) => verdict === 'broken') ? 'none' : 'unknown'
  const [beyond] = steps
    .filter(({ verdict }) => verdict !== 'kept')
    .toSorted((left, right) => left.offered - right.offered)
  return beyond?.verdict === 'invalid' ? 'at least' : 'found'
}

/** The rate that was found: `400 a second`, `at least 400 a second`, `none`, or `unknown`. */
export function capacityWords(capacity: CapacityResult): string {
  const { sustained } = capacity
  const state = capacityState(capacity)
  if (sustained === undefined) return state
  return `${state === 'at least' ? 'at least ' : ''}${grouped(sustained)} a second`
}
