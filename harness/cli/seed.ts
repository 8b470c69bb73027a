/** What a run draws by chance from: given, or chosen once. */
import { randomInt } from 'node:crypto'
import { UsageError } from '../core/errors.ts'

const SEEDS = 2 ** 32

export function randomSeed(): number {
  return randomInt(SEEDS)
}

/** @throws UsageError when it is not a whole number from 0 to 2³² − 1 */
export function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(seed < SEEDS)) {
    throw new UsageError(
      `Expected --seed to be a whole number from 0 to ${SEEDS - 1}, as a failure prints it, got "${text}".`,
    )
  }
  return seed
}
