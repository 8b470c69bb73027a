import { decodeFromCompressedBase64 } from 'hdr-histogram-js'
import type {
  CapacityResult,
  CapacityStep,
  LatencySummary,
  LoadSecond,
  ScenarioResult,
} from '../../core/run-result.ts'

/** A chart as data; the page's script draws it. */
export interface Chart {
  readonly title: string
  /** What the vertical axis counts. */
  readonly unit: string
  /** `second`: seconds since the start of the schedule. `percentile`: 1 / (1 - share), logarithmic. `rate`: arrivals a second. */
  readonly across: 'second' | 'percentile' | 'rate'
  readonly x: readonly number[]
  readonly series: readonly Series[]
}

export interface Series {
  readonly name: string
  /** One value for each x; null where nothing was measured. */
  readonly values: readonly (number | null)[]
}

/** The charts of a scenario; those that share the axis of time first. */
export function chartsOf({ seconds, latencies }: ScenarioResult): readonly Chart[] {
  return [
    overTime('Stanzas a second', '/s', seconds, [
      ['offered', ({ intended }) => intended],
      ['sent', ({ sent }) => sent],
      ['received', ({ received }) => received],
      ['dropped', ({ dropped }) => dropped],
    ]),
    overTime('Latency from the intended time', 'ms', seconds, [
      ['p50', ({ p50 }) => p50],
      ['p99', ({ p99 }) => p99],
    ]),
    overTime('CPU in cores, and how busy the server is', 'cores', seconds, [
      ['server', ({ serverCpu }) => serverCpu],
      ['server busy: not waiting for work', ({ serverBusy }) => serverBusy],
      ['database', ({ databaseCpu }) => databaseCpu],
      ['generator', ({ generatorCpu }) => generatorCpu],
    ]),
    overTime('Waiting in the server, in a second', 'ms', seconds, [
      ['longest wait of the idle probe', ({ probeMs }) => probeMs],
      ['in statements of the database', ({ sqlTime }) => scaled(sqlTime, 1000)],
      ['without a processor', ({ serverWait }) => scaled(serverWait, 1000)],
    ]),
    overTime('Transactions of the database', '/s', seconds, [
      ['transactions', ({ transactions }) => transactions],
      ['sessions waiting for a lock', ({ sqlWaiting }) => sqlWaiting],
    ]),
    overTime('Memory, resident', 'MiB', seconds, [
      ['server', ({ serverRssBytes }) => scaled(serverRssBytes, 2 ** -20)],
      ['database', ({ databaseRssBytes }) => scaled(databaseRssBytes, 2 ** -20)],
    ]),
    overTime('Open files and sockets, and threads', '', seconds, [
      ['files of the server', ({ serverDescriptors }) => serverDescriptors],
      ['files of the database', ({ databaseDescriptors }) => databaseDescriptors],
      ['threads of the server', ({ serverThreads }) => serverThreads],
      ['threads of the database', ({ databaseThreads }) => databaseThreads],
    ]),
    ...latencies.map(spectrum),
  ].filter((chart) => chart.series.length > 0)
}

/** What a server did, and how long it took, at each rate that was offered: the worst time of each, where there were two. */
export function capacityCharts({ steps }: CapacityResult): readonly Chart[] {
  // From the lowest rate on, and of one rate from the best time on.
  const sorted = steps.toSorted(
    (left, right) => left.offered - right.offered || (left.p99 ?? 0) - (right.p99 ?? 0),
  )
  const best = sorted.filter(({ offered }, at) => sorted[at - 1]?.offered !== offered)
  const worst = sorted.filter(({ offered }, at) => sorted[at + 1]?.offered !== offered)
  const x = worst.map(({ offered }) => offered)
  const chart = (
    title: string,
    unit: string,
    series: readonly (readonly [
      name: string,
      read: (step: CapacityStep) => number | undefined,
      of?: readonly CapacityStep[],
    ])[],
  ): Chart => ({
    title,
    unit,
    across: 'rate',
    x,
    series: series
      .map(([name, read, of = worst]) => ({ name, values: of.map((step) => rounded(read(step))) }))
      .filter(({ values }) => values.some((value) => value !== null)),
  })
  return [
    chart('Done a second, at each rate offered', '/s', [
      ['offered', ({ offered }) => offered],
      ['achieved', ({ achieved }) => achieved],
    ]),
    chart('Latency at each rate offered', 'ms', [
      ['p50', ({ p50 }) => p50],
      ['p99', ({ p99 }) => p99],
      ['p99 at its best', ({ p99 }) => p99, best],
      ['longest wait of the idle probe', ({ probeMs }) => probeMs],
    ]),
    chart('Where the time goes at each rate offered', 'cores', [
      ['server', ({ serverCpu }) => serverCpu],
      ['server busy: not waiting for work', ({ serverBusy }) => serverBusy],
      ['database', ({ databaseCpu }) => databaseCpu],
      ['generator', ({ generatorCpu }) => generatorCpu],
      ['waiting for statements of the database', ({ sqlTime }) => sqlTime],
    ]),
  ].filter(({ series }) => series.length > 0)
}

type Reading = readonly [name: string, read: (second: LoadSecond) => number | undefined]

/** Series in which nothing was measured are left out. */
function overTime(
  title: string,
  unit: string,
  seconds: readonly LoadSecond[],
  readings: readonly Reading[],
): Chart {
  return {
    title,
    unit,
    across: 'second',
    x: seconds.map(({ second }) => second),
    series: readings
      .map(([name, read]) => ({ name, values: seconds.map((second) => rounded(read(second))) }))
      .filter(({ values }) => values.some((value) => value !== null)),
  }
}

const STEPS_A_DECADE = 20

/** Latency by percentile up to the last one that the number of samples supports. */
function spectrum({ name, count, histogram }: LatencySummary): Chart {
  const steps = count === 0 ? 0 : Math.floor(Math.log10(count) * STEPS_A_DECADE) + 1
  const x = Array.from({ length: steps }, (_, step) => 10 ** (step / STEPS_A_DECADE))
  const micros = steps === 0 ? undefined : decodeFromCompressedBase64(histogram)
  const values = x.map((inverse) =>
    micros === undefined ? null : rounded(micros.getValueAtPercentile(100 * (1 - 1 / inverse)) / 1000),
  )
  return {
    title: `Every percentile of ${name}`,
    unit: 'ms',
    across: 'percentile',
    x: x.map((inverse) => Number(inverse.toPrecision(4))),
    series: steps === 0 ? [] : [{ name, values }],
  }
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(4))
}
