import { expect, test } from 'vitest'
import { ms } from '../core/duration.ts'
import { emptyLatencies, record, summarise } from './latency.ts'
import { atMost, judge, type Measured } from './thresholds.ts'

function measured(delivery: readonly number[], lost: number): Measured {
  const latencies = emptyLatencies()
  for (const duration of delivery) record(latencies, duration)
  return {
    latencies: [summarise('delivery', latencies)],
    counts: { dropped: 0, lost, duplicated: 0, reordered: 0, late: 0 },
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
