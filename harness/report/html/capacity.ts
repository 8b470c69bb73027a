import type { CapacityResult, CapacityStep, RunResult } from '../../core/run-result.ts'
import { withoutSpaces } from '../anchors.ts'
import { capacityCertainty, capacityFigure, capacityState } from '../capacity-state.ts'
import { counted, duration, grouped, milliseconds, percent } from '../wording.ts'
import { capacityCharts } from './charts.ts'
import { figures } from './load.ts'
import { type Section, sectionOf } from './section.ts'
import { type Content, html, jump, type Markup } from './template.ts'

/** How much of each scenario the server can do, and what limits it. */
export function capacitySections({ capacities = [] }: RunResult): readonly Section[] {
  return sectionOf('capacity', 'Capacity', capacities, (items) => items.map(capacityMarkup))
}

const TONES = {
  found: 'passed',
  'at least': 'inconclusive',
  none: 'failed',
  unknown: 'inconclusive',
} as const

function capacityMarkup(capacity: CapacityResult): Markup {
  const { scenario, question, size, path, durationMs, objective, sustained, limit, steps } = capacity
  const state = capacityState(capacity)
  const anchor = `capacity-${withoutSpaces(scenario)}`
  return html`
<article class="card scenario ${TONES[state]}" id="${anchor}">
  <header><span>${size}</span> <span class="quiet">${path}</span> <span class="time">${duration(durationMs)}</span></header>
  <h3>${
    sustained === undefined
      ? html`No rate was found that keeps the objective`
      : html`${state === 'at least' ? 'At least ' : ''}<span class="sustained">${capacityFigure(capacity)}</span> a second`
  }</h3>
  <p>with ${objective}. <b>${state === 'at least' ? 'More could not be measured:' : 'What limits it:'}</b> ${limit}.</p>
  <p>How often it was kept: ${capacityCertainty(capacity)}.</p>
  <p class="id">${jump(anchor, scenario)} <span class="quiet">${question}</span></p>
  <div class="numbers">
    ${figures(capacityCharts(capacity))}
    <details class="plain"><summary>${counted(steps.length, 'step')}, in the order in which they were made</summary>
    <div class="scroll"><table class="figures">
      <thead><tr>${['Offered', 'achieved', 'p50', 'p99', 'server', 'busy', 'database', 'generator', 'in SQL', ''].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${steps.map(stepMarkup)}
      </tbody>
    </table></div></details>
  </div>
</article>`
}

const VERDICTS = {
  kept: { sign: '✓', tone: 'passed' },
  broken: { sign: '✗', tone: 'failed' },
  invalid: { sign: '?', tone: 'inconclusive' },
} as const

function stepMarkup(step: CapacityStep): Markup {
  const {
    offered,
    achieved,
    p50,
    p99,
    serverCpu,
    serverBusy,
    databaseCpu,
    generatorCpu,
    sqlTime,
    verdict,
    reasons,
  } = step
  const { sign, tone } = VERDICTS[verdict]
  return html`
        <tr><th scope="row">${grouped(offered)}/s</th><td>${grouped(Math.round(achieved * 10) / 10)}/s</td>${[p50, p99].map((ms) => html`<td>${ms === undefined ? '–' : `${milliseconds(ms)} ms`}</td>`)}${[serverCpu, serverBusy, databaseCpu, generatorCpu, sqlTime].map((share) => html`<td>${share === undefined ? '–' : percent(share)}</td>`)}<td class="judged"><span class="mark ${tone}"><span aria-hidden="true">${sign}</span> ${verdict}</span> ${why(reasons)}</td></tr>`
}

function why(reasons: readonly string[]): Content {
  return reasons.length === 0 ? undefined : html`<span class="quiet">${reasons.join('; ')}</span>`
}
