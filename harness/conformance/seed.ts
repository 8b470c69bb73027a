/** Chance that can be repeated: one seed a run, and from it one for each verification. */
import { createHash } from 'node:crypto'

/**
 * The seed of one verification. It depends on nothing but the seed of the run and the verification's own
 * name: filters, order and workers do not change it.
 * @returns a whole number from 0 to 2³² − 1
 */
export function seedFor(run: number, title: string): number {
  return createHash('sha256').update(`${run} ${title}`).digest().readUInt32BE()
}

/** Draws by chance, the same ones for the same seed. */
export interface Random {
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number
  /** One of these. @throws RangeError when there are none */
  pick<T>(from: readonly T[]): T
}

/** @param seed a whole number from 0 to 2³² − 1 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  // Mulberry32: 32 bits of state, good enough to choose by, and the same on every machine.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (bound) => Math.floor(next() * bound),
    pick<T>(from: readonly T[]) {
      if (from.length === 0) throw new RangeError('nothing to pick from')
      return from[Math.floor(next() * from.length)] as T
    },
  }
}
