import type { RunResult, ScenarioResult, Validity } from '../../core/run-result.ts'
import { withoutSpaces } from '../anchors.ts'
import { bytes, duration, grouped, milliseconds, percent, shortened } from '../wording.ts'
import { type Chart, chartsOf } from './charts.ts'
import { scenarioState } from './hero.ts'
import { loadOverview } from './load-overview.ts'
import { type Section, sectionOf } from './section.ts'
import { type Content, data, html, jump, type Markup } from './template.ts'

const LONGEST_STATEMENT = 160

/** What the load scenarios measured, each with whether it may be believed in front. */
export function loadSections({ scenarios }: RunResult): readonly Section[] {
  return sectionOf('load', 'Load', scenarios, (items) => [loadOverview(items), ...items.map(scenarioMarkup)])
}

function scenarioMarkup(scenario: ScenarioResult): Markup {
  const { id, question, size, path, durationMs, validity, examples } = scenario
  const anchor = withoutSpaces(id)
  const state = scenarioState(scenario)
  return html`
<article class="card scenario ${validity.valid ? state.tone : 'invalid'}" id="${anchor}">
  <header><span class="mark ${state.tone}"><span aria-hidden="true">${state.sign}</span> ${state.word}</span>
    <span>${size}</span> <span class="quiet">${path}</span> <span class="time">${duration(durationMs)}</span></header>
  <h3>${question}</h3>
  <p class="id">${jump(anchor, id)}</p>
  ${validityMarkup(validity)}
  <div class="numbers">
    ${thresholds(scenario)}
    ${percentiles(scenario)}
    ${counts(scenario)}
    ${
      examples.length === 0
        ? undefined
        : html`
    <details class="plain"><summary>The first stanzas that went astray</summary><ul>${examples.map((example) => html`<li><code>${example}</code></li>`)}</ul></details>`
    }
    ${figures(chartsOf(scenario))}
    ${statements(scenario)}
    ${metrics(scenario)}
  </div>
</article>`
}

function validityMarkup(validity: Validity): Markup {
  const { scheduleLagP99Ms, eventLoopDelayP99Ms, generatorCpu, steal } = validity
  const health = html`Generator: schedule lag p99 ${milliseconds(scheduleLagP99Ms)} ms, event-loop delay p99 ${milliseconds(eventLoopDelayP99Ms)} ms, CPU ${percent(generatorCpu)} of a core${steal === undefined ? '' : `, steal ${percent(steal)}`}.`
  if (validity.valid) {
    return html`<p class="validity valid"><b>Valid.</b> The generator kept its schedule, so these numbers are the server's. <span class="quiet">${health}</span></p>`
  }
  return html`
  <div class="validity invalid">
    <p><b>Invalid: do not use these numbers.</b> They tell of the generator or of the machine, not of the server.</p>
    <ul>${validity.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
    <p class="quiet">${health}</p>
  </div>`
}

function thresholds({ thresholds: judged, validity }: ScenarioResult): Content {
  if (judged.length === 0) return undefined
  return html`
    <div class="scroll"><table>
      <caption>Thresholds</caption>
      <thead><tr><th scope="col">Metric</th><th scope="col">Bound</th><th scope="col">Measured</th><th scope="col">Judgement</th></tr></thead>
      <tbody>${judged.map(({ metric, bound, measured, kept }) => {
        const broken = validity.valid && !kept
        return html`
        <tr${broken ? html` class="broken"` : ''}><th scope="row">${metric}</th><td>${bound}</td><td>${measured}</td><td>${judgement(kept, validity.valid)}</td></tr>`
      })}
      </tbody>
    </table></div>`
}

function judgement(kept: boolean, valid: boolean): Content {
  if (!valid) return html`<span class="mark inconclusive"><span aria-hidden="true">?</span> not judged</span>`
  return kept
    ? html`<span class="mark passed"><span aria-hidden="true">✓</span> kept</span>`
    : html`<span class="mark failed"><span aria-hidden="true">✗</span> broken</span>`
}

const PERCENTILES = ['min', 'mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const

function percentiles({ latencies, warmUpMs }: ScenarioResult): Content {
  if (latencies.length === 0) return undefined
  return html`
    <div class="scroll"><table class="figures">
      <caption>Latency in milliseconds, counted from the intended time${warmUpMs === undefined ? undefined : `; what began in the warm-up, the first ${duration(warmUpMs)}, is in lag and probe alone`}</caption>
      <thead><tr><th scope="col">Latency</th><th scope="col">samples</th>${PERCENTILES.map((name) => html`<th scope="col">${name === 'p999' ? 'p99.9' : name}</th>`)}</tr></thead>
      <tbody>${latencies.map(
        (latency) => html`
        <tr><th scope="row">${latency.name}</th><td>${grouped(latency.count)}</td>${PERCENTILES.map((name) => html`<td>${milliseconds(latency[name])}</td>`)}</tr>`,
      )}
      </tbody>
    </table></div>`
}

function counts(scenario: ScenarioResult): Markup {
  const names = ['intended', 'sent', 'received', 'dropped', 'lost', 'duplicated', 'reordered'] as const
  const astray = new Set<string>(['dropped', 'lost', 'duplicated', 'reordered'])
  return html`
    <dl class="counts">${names.map(
      (name) => html`
      <div${astray.has(name) && scenario[name] > 0 ? html` class="astray"` : ''}><dt>${name}</dt><dd>${grouped(scenario[name])}</dd></div>`,
    )}${Object.entries(scenario.errors).map(
      ([cause, count]) => html`
      <div class="astray"><dt>error: ${cause}</dt><dd>${grouped(count)}</dd></div>`,
    )}${
      scenario.sessionBytes === undefined
        ? undefined
        : html`
      <div><dt>server memory a session</dt><dd>${bytes(scenario.sessionBytes)}</dd></div>`
    }
    </dl>`
}

function statements({ statements: costs = [] }: ScenarioResult): Content {
  if (costs.length === 0) return undefined
  return html`
    <div class="scroll"><table class="figures">
      <caption>What the database spent most time on</caption>
      <thead><tr><th scope="col">Statement</th><th scope="col">calls</th><th scope="col">ms in total</th><th scope="col">ms a call</th></tr></thead>
      <tbody>${costs.map(
        ({ statement, calls, totalMs }) => html`
        <tr><th scope="row"><code>${shortened(statement, LONGEST_STATEMENT)}</code></th><td>${grouped(calls)}</td><td>${milliseconds(totalMs)}</td><td>${milliseconds(totalMs / calls)}</td></tr>`,
      )}
      </tbody>
    </table></div>`
}

/** What the server counted itself, before and after. */
function metrics({ metrics: readings = [] }: ScenarioResult): Content {
  const first = readings[0]
  const last = readings.at(-1)
  if (first === undefined || last === undefined || Object.keys(last.values).length === 0) return undefined
  return html`
    <details class="plain"><summary>What the server counted itself</summary>
    <div class="scroll"><table class="figures">
      <thead><tr><th scope="col">Metric</th><th scope="col">before</th><th scope="col">after</th></tr></thead>
      <tbody>${Object.entries(last.values).map(
        ([name, value]) => html`
        <tr><th scope="row"><code>${name}</code></th><td>${figure(first.values[name] ?? 0)}</td><td>${figure(value)}</td></tr>`,
      )}
      </tbody>
    </table></div></details>`
}

function figure(value: number): string {
  return grouped(Number(value.toPrecision(6)))
}

/** Drawn by the page's own script. */
export function figures(drawn: readonly Chart[]): Content {
  if (drawn.length === 0) return undefined
  return html`
    <div class="charts">${drawn.map(
      (chart) => html`
      <figure class="chart"><figcaption>${chart.title}</figcaption>
        <div class="plot" role="img" aria-label="${chart.title}, ${chart.series.map(({ name }) => name).join(', ')}"></div>
        ${data(chart)}</figure>`,
    )}
    </div>
    <p class="quiet undrawn">The charts need the page's own script; every value is in run.json.</p>`
}
