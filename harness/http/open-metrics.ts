/** What a server counts itself, told over HTTP in the OpenMetrics text format. */
import { InconclusiveError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'

/** Values by name of the metric, those of all its label sets added up. */
export type Metrics = Readonly<Record<string, number>>

const PATIENCE_MS = 5_000
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{[^\n]*\})? ([-+.\deE]+)(?: [\d.]+)?$/

/** @throws InconclusiveError when there is no such page */
export async function readMetrics({ host, port }: Endpoint): Promise<Metrics> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/metrics`
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
  const text = await answer.text()
  if (!answer.ok) throw new InconclusiveError(`expected metrics at ${url}, got status ${answer.status}`)
  return parseMetrics(text)
}

/** Counters and gauges. The buckets of histograms, and the times at which counters began, are left out. */
export function parseMetrics(text: string): Metrics {
  const values: Record<string, number> = {}
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = SAMPLE.exec(line) ?? []
    if (name === '' || /_(bucket|created)$/.test(name) || !Number.isFinite(Number(value))) continue
    values[name] = (values[name] ?? 0) + Number(value)
  }
  return values
}
