import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ledger } from './ledger.ts'

function sent(count: number): Ledger {
  const ledger = new Ledger(1000)
  for (let sequence = 0; sequence < count; sequence++) ledger.send(7)
  return ledger
}

describe('the accounts of a pair', () => {
  test('in order and complete are clean', () => {
    const ledger = sent(100)
    for (let sequence = 0; sequence < 100; sequence++) {
      expect(ledger.receive(7, sequence, 1)).toBe('first')
    }
    expect(ledger.close()).toEqual({
      sent: 100,
      received: 100,
      lost: 0,
      duplicated: 0,
      reordered: 0,
      late: 0,
      examples: [],
    })
  })

  test('name what was lost, doubled, out of order and late', () => {
    const ledger = sent(5)
    for (const [sequence, latency] of [
      [0, 1],
      [2, 1],
      [1, 2],
      [2, 3],
      [4, 1500],
    ] as const) {
      ledger.receive(7, sequence, latency)
    }
    expect(ledger.close()).toEqual({
      sent: 5,
      received: 4,
      lost: 1,
      duplicated: 1,
      reordered: 1,
      late: 1,
      examples: [
        'reordered: pair 7, sequence 1 came after 2',
        'duplicated: pair 7, sequence 2 came again after 3 ms',
        'late: pair 7, sequence 4 came after 1500 ms',
        'lost: pair 7, sequence 3 of 5 sent never came',
      ],
    })
  })

  test('know a message that nobody sent', () => {
    expect(sent(3).receive(7, 3, 1)).toBe('unknown')
    expect(sent(3).receive(8, 0, 1)).toBe('unknown')
  })

  test('keep five examples of a kind', () => {
    expect(sent(1000).close().examples).toHaveLength(5)
  })

  test('agree with a naive count for any history of deliveries', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 600 }), (deliveries) => {
        const ledger = sent(301)
        let highest = -1
        let reordered = 0
        const seen = new Set<number>()
        for (const sequence of deliveries) {
          ledger.receive(7, sequence, 1)
          if (!seen.has(sequence) && sequence < highest) reordered++
          highest = Math.max(highest, sequence)
          seen.add(sequence)
        }
        expect(ledger.close()).toMatchObject({
          received: seen.size,
          lost: 301 - seen.size,
          duplicated: deliveries.length - seen.size,
          reordered,
        })
      }),
    )
  })
})
