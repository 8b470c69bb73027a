import { describe, expect, test } from 'vitest'
import { ms } from '../core/duration.ts'
import { emptyLatencies, record, summarise } from './latency.ts'
import { atMost, describeThresholds, judge, type Measured, mebibytes } from './thresholds.ts'

function measured(delivery: readonly number[], lost: number): Measured {
  const latencies = emptyLatencies()
  for (const duration of delivery) record(latencies, duration)
  return {
    latencies: [summarise('delivery', latencies)],
    counts: { dropped: 0, lost, duplicated: 0, reordered: 0, late: 0 },
    memory: undefined,
  }
}

const promises = [atMost('delivery', 'p99', ms(250)), atMost('lost', 'count', 0)]

test('kept', () => {
  expect(judge(promises, measured([12, 34], 0))).toEqual([
    { metric: 'delivery p99', bound: 'at most 250 ms', measured: '34 ms', kept: true },
    { metric: 'lost', bound: 'at most 0', measured: '0', kept: true },
  ])
})

test('broken', () => {
  expect(judge(promises, measured([1300], 2))).toEqual([
    { metric: 'delivery p99', bound: 'at most 250 ms', measured: '1.3 s', kept: false },
    { metric: 'lost', bound: 'at most 0', measured: '2', kept: false },
  ])
})

test('where nothing was measured, nothing is promised in vain', () => {
  expect(judge(promises, measured([], 0))[0]).toEqual({
    metric: 'delivery p99',
    bound: 'at most 250 ms',
    measured: 'nothing measured',
    kept: false,
  })
})

describe('memory that grows', () => {
  const growth = [atMost('memory', 'growth', mebibytes(24))]
  const judged = (memory: readonly number[] | undefined) =>
    judge(growth, { ...measured([], 0), memory: memory?.map(mebibytes) })

  test('what is needed at first is not growth', () => {
    expect(judged([30, 79, 45, 79])).toEqual([
      { metric: 'memory growth', bound: 'at most 24 MiB', measured: '0 MiB', kept: true },
    ])
  })

  test('what is kept of the work is', () => {
    expect(judged([30, 79, 95, 120.5])).toMatchObject([{ measured: '41.5 MiB', kept: false }])
  })

  test('a reading that failed promises nothing in vain', () => {
    expect(judged([30])).toMatchObject([{ measured: 'nothing measured', kept: false }])
  })

  test('nothing is said where nobody can read it', () => {
    expect(judged(undefined)).toEqual([])
  })

  test('in words', () => {
    expect(describeThresholds(growth)).toBe('memory growth at most 24 MiB')
  })
})
