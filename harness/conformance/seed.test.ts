import { describe, expect, test } from 'vitest'
import { randomFrom, seedFor } from './seed.ts'

describe('the seed of a verification', () => {
  test('is the same for the same run and name, on every machine', () => {
    expect(seedFor(1, 'rfc6121/A.2.1/walks · a walk')).toBe(4_101_758_364)
  })

  test('is another for another run, requirement or situation', () => {
    const seeds = [seedFor(1, 'a · x'), seedFor(2, 'a · x'), seedFor(1, 'b · x'), seedFor(1, 'a · y')]
    expect(new Set(seeds).size).toBe(4)
  })
})

describe('draws', () => {
  const drawn = (seed: number) => {
    const random = randomFrom(seed)
    return Array.from({ length: 1_000 }, () => random.below(10))
  }

  test('are the same for the same seed, and others for another', () => {
    expect(drawn(7)).toEqual(drawn(7))
    expect(drawn(7)).not.toEqual(drawn(8))
  })

  test('take each number about as often', () => {
    const counts = Array.from(
      { length: 10 },
      (_, number) => drawn(7).filter((each) => each === number).length,
    )
    for (const count of counts) expect(count).toBeGreaterThan(70)
  })

  test('pick from what there is', () => {
    const random = randomFrom(0)
    const picked = new Set(Array.from({ length: 50 }, () => random.pick(['romeo', 'juliet'])))
    expect(picked).toEqual(new Set(['romeo', 'juliet']))
    expect(() => random.pick([])).toThrow('nothing to pick from')
  })
})
