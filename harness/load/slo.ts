/** Reads what a person expects of a server, such as `p99 < 250 ms, lost = 0`. */
import { ms } from '../core/duration.ts'
import { UsageError } from '../core/errors.ts'
import type { Arrival } from './arrival.ts'
import {
  type ArrivalLatency,
  atMost,
  type CounterName,
  type LatencyName,
  type Statistic,
  type Threshold,
} from './thresholds.ts'

const EXAMPLE = '"p99 < 250 ms, lost = 0"'
const STATISTICS: readonly string[] = ['min', 'mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max']
const LATENCIES: readonly string[] = ['delivery', 'answer', 'login', 'drain', 'upload', 'lag', 'probe']
const COUNTERS: readonly string[] = ['dropped', 'lost', 'duplicated', 'reordered', 'late']
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000 }

/**
 * Terms separated by commas: `p99 < 250 ms`, `answer p95 <= 1 s`, `lost = 0`, `late < 10`. A time without
 * the name of a latency is that of what the arrival is about.
 * @throws UsageError that names the term which cannot be read
 */
export function parseSlo(text: string, arrival: Arrival): readonly Threshold[] {
  return text.split(',').map((term) => parseTerm(term.trim(), arrival))
}

function parseTerm(term: string, arrival: Arrival): Threshold {
  const time = /^(?:(\w+) )?(\w+) ?(<|<=|≤) ?(\d+(?:\.\d+)?) ?(\w+)$/.exec(term)
  if (time !== null) {
    const [, name = latencyOf(arrival), statistic = '', , amount, unit = ''] = time
    const factor = UNITS[unit]
    if (isLatency(name) && isStatistic(statistic) && factor !== undefined) {
      return atMost(name, statistic, ms(Number(amount) * factor))
    }
  }
  const [, counter = '', sign, amount] = /^(\w+) ?(<|<=|≤|=) ?(\d+)$/.exec(term) ?? []
  if (isCounter(counter) && !(sign === '=' && amount !== '0') && !(sign === '<' && amount === '0')) {
    return atMost(counter, 'count', Number(amount) - (sign === '<' ? 1 : 0))
  }
  throw new UsageError(
    `Expected --slo to read like ${EXAMPLE}: a percentile (${STATISTICS.join(', ')}) below a time in ms or s, ` +
      `or a count (${COUNTERS.join(', ')}) that is 0 or below a number; got "${term}".`,
  )
}

/** The latency that an arrival is about. */
export function latencyOf(arrival: Arrival): ArrivalLatency {
  switch (arrival.kind) {
    case 'login':
    case 'reconnect':
      return 'login'
    case 'upload':
      return 'upload'
    case 'offline-message':
      return 'drain'
    case 'mix':
      return latencyOf(arrival.of[0]?.arrival ?? { kind: 'ping' })
    case 'ping':
    case 'http-get':
    case 'roster-fetch':
    case 'archive-query':
      return 'answer'
    default:
      return 'delivery'
  }
}

function isLatency(text: string): text is LatencyName {
  return LATENCIES.includes(text)
}

function isStatistic(text: string): text is Statistic {
  return STATISTICS.includes(text)
}

function isCounter(text: string): text is CounterName {
  return COUNTERS.includes(text)
}
