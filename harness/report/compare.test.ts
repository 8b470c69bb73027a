import { describe, expect, test } from 'vitest'
import type { RunResult, ScenarioResult } from '../core/run-result.ts'
import { compare, isComparable } from './compare.ts'
import { emptyRun, first, greenRun, oneRedRun, richRun } from './testdata/runs.ts'

describe('verifications', () => {
  test('a run compared with itself has not changed', () => {
    expect(compare(richRun, richRun)).toMatchObject({ changed: [], appeared: [], disappeared: [] })
  })

  test('an outcome that changed is told with both outcomes', () => {
    const { requirement, situation } = first('failed')
    const mended: RunResult = {
      ...oneRedRun,
      verifications: oneRedRun.verifications.map((verification) => ({
        ...verification,
        outcome: { kind: 'passed' },
      })),
    }
    expect(compare(oneRedRun, mended).changed).toEqual([
      { requirement, situation, before: 'failed', after: 'passed' },
    ])
  })

  test('what only one of the runs has is told apart', () => {
    const { requirement, situation } = first('failed')
    const name = `${requirement}: ${situation}`
    expect(compare(greenRun, oneRedRun)).toMatchObject({ appeared: [name], disappeared: [], changed: [] })
    expect(compare(oneRedRun, greenRun)).toMatchObject({ appeared: [], disappeared: [name], changed: [] })
  })
})

test('a baseline that asked nothing alike is none', () => {
  const loadAlone: RunResult = { ...greenRun, verifications: [] }
  expect(isComparable(loadAlone, greenRun)).toBe(true)
  expect(isComparable(greenRun, emptyRun)).toBe(true)
  expect(isComparable(loadAlone, emptyRun)).toBe(false)
  expect(isComparable(emptyRun, greenRun)).toBe(false)
})

describe('load', () => {
  test('a threshold that was kept and is broken is told, and the other way round is not', () => {
    const broken: RunResult = {
      ...greenRun,
      scenarios: greenRun.scenarios.map((scenario) => ({
        ...scenario,
        thresholds: [{ metric: 'lost', bound: 'at most 0', measured: '2', kept: false }],
      })),
    }
    const kept: RunResult = {
      ...broken,
      scenarios: broken.scenarios.map((scenario) => ({
        ...scenario,
        thresholds: [{ metric: 'lost', bound: 'at most 0', measured: '0', kept: true }],
      })),
    }
    expect(compare(kept, broken).load).toMatchObject({
      broken: broken.scenarios.map(({ id }) => `${id}: lost was 2, the bound is at most 0`),
    })
    expect(compare(broken, kept).load).toMatchObject({ broken: [] })
    expect(compare(broken, broken).load).toMatchObject({ broken: [] })
  })

  test('the numbers of the same scenario stand side by side', () => {
    const slower: RunResult = {
      ...greenRun,
      scenarios: greenRun.scenarios.map((scenario) => ({
        ...scenario,
        lost: 7,
        latencies: scenario.latencies.map((latency) => ({ ...latency, p99: 99 })),
      })),
    }
    const { load } = compare(greenRun, slower)
    expect(load).toMatchObject({ kind: 'compared', leftOut: [] })
    const p99 = greenRun.scenarios[0]?.latencies[0]?.p99
    expect(load).toHaveProperty(
      'metrics',
      expect.arrayContaining([
        { scenario: 'load/one-to-one-chat', metric: 'delivery p99', before: p99, after: 99 },
        { scenario: 'load/one-to-one-chat', metric: 'lost', before: 0, after: 7 },
      ]),
    )
  })

  test.each<readonly [title: string, run: RunResult, because: string]>([
    [
      'another profile',
      { ...greenRun, profile: { ...greenRun.profile, id: 'release' } },
      'because the baseline ran with profile gate, this run with release',
    ],
    [
      'another machine',
      { ...greenRun, machine: { ...greenRun.machine, cores: 8, node: 'v22.1.0' } },
      'because the machines differ in cores (2 then, 8 now) and node (v20.20.2 then, v22.1.0 now)',
    ],
  ])('is refused with a sentence: %s', (_, run, because) => {
    expect(compare(greenRun, run).load).toEqual({
      kind: 'refused',
      because: expect.stringContaining(because),
    })
  })

  const [scenario] = greenRun.scenarios as readonly [ScenarioResult]
  test.each<
    readonly [title: string, before: readonly ScenarioResult[], after: ScenarioResult, sentence: string]
  >([
    ['new', [], scenario, 'load/one-to-one-chat is left out: the baseline has no such scenario.'],
    [
      'of another size',
      [scenario],
      { ...scenario, size: '9 users' },
      'load/one-to-one-chat is left out: its size was 50 users, 200/s for 10 s and is 9 users.',
    ],
    [
      'over another path',
      [scenario],
      { ...scenario, path: 'host network' },
      'load/one-to-one-chat is left out: its path was loopback, limits on and is host network.',
    ],
    [
      'invalid before',
      [{ ...scenario, validity: { ...scenario.validity, valid: false } }],
      scenario,
      'load/one-to-one-chat is left out: it is invalid in the baseline.',
    ],
    [
      'invalid now',
      [scenario],
      { ...scenario, validity: { ...scenario.validity, valid: false } },
      'load/one-to-one-chat is left out: it is invalid in this run.',
    ],
  ])('a scenario that is %s is left out', (_, before, after, sentence) => {
    const { load } = compare({ ...greenRun, scenarios: before }, { ...greenRun, scenarios: [after] })
    expect(load).toEqual({ kind: 'compared', metrics: [], broken: [], leftOut: [sentence] })
  })

  test('a latency that only one of the runs measured is left out', () => {
    const renamed = {
      ...scenario,
      latencies: scenario.latencies.map((latency) => ({ ...latency, name: 'other' })),
    }
    const { load } = compare({ ...greenRun, scenarios: [scenario] }, { ...greenRun, scenarios: [renamed] })
    expect(load).toHaveProperty(
      'metrics',
      expect.not.arrayContaining([expect.objectContaining({ metric: 'other p99' })]),
    )
  })
})
