import type { ScenarioResult } from '../../core/run-result.ts'
import { warmMean } from '../../core/warm-mean.ts'
import { withoutSpaces } from '../anchors.ts'
import { bytes, grouped, milliseconds, percent } from '../wording.ts'
import { scenarioState } from './hero.ts'
import { type Content, html, jump, type Markup } from './template.ts'

const COLUMNS = [
  'p50',
  'p99',
  'done',
  'lost',
  'twice',
  'server',
  'database',
  'in SQL',
  'longest stall',
  'a session',
] as const

/** All scenarios in one table: how long it took, what went astray, and what the server spent on it. */
export function loadOverview(scenarios: readonly ScenarioResult[]): Content {
  if (scenarios.length < 2) return undefined
  return html`
<div class="card overview"><div class="scroll"><table class="figures">
  <caption>Latency of what each scenario is about, and means over the time in which it was warm and something was to be done. <span class="quiet">server, database: share of a core. in SQL: share of the time that statements of the database took. longest stall: the longest wait of an idle client. a session: memory of the server.</span></caption>
  <thead><tr><th scope="col">Scenario</th>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
  <tbody>${scenarios.map(row)}
  </tbody>
</table></div></div>`
}

function row(scenario: ScenarioResult): Markup {
  const { id, latencies, received, lost, duplicated, sessionBytes, validity } = scenario
  const { tone, sign, word } = scenarioState(scenario)
  const [main] = latencies
  const probe = latencies.find(({ name }) => name === 'probe')
  const shown = (value: number | undefined, words: (value: number) => string): string =>
    value === undefined ? '–' : words(value)
  const cells = [
    shown(main?.p50, (value) => `${milliseconds(value)} ms`),
    shown(main?.p99, (value) => `${milliseconds(value)} ms`),
    grouped(received),
    grouped(lost),
    grouped(duplicated),
    shown(
      warmMean(scenario, ({ serverCpu }) => serverCpu),
      percent,
    ),
    shown(
      warmMean(scenario, ({ databaseCpu }) => databaseCpu),
      percent,
    ),
    shown(
      warmMean(scenario, ({ sqlTime }) => sqlTime),
      percent,
    ),
    shown(probe?.max, (value) => `${milliseconds(value)} ms`),
    shown(sessionBytes, bytes),
  ]
  return html`
    <tr${validity.valid ? '' : html` class="invalid"`}><th scope="row"><span class="mark ${tone}" title="${word}"><span aria-hidden="true">${sign}</span> <span class="unseen">${word}</span></span> ${jump(withoutSpaces(id), id.replace('load/', ''))}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`
}
