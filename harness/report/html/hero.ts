import type { RunResult, ScenarioResult } from '../../core/run-result.ts'
import { type OutcomeKind, outcomeKinds } from '../../core/run-result.ts'
import { type Anchors, withoutSpaces } from '../anchors.ts'
import { verdictWords } from '../badge.ts'
import { capacityWords } from '../capacity-state.ts'
import { type Finding, type FindingKind, findings } from '../findings.ts'
import { outcomeWords, tally } from '../outcomes.ts'
import { verdict } from '../verdict.ts'
import { counted, duration, grouped, milliseconds } from '../wording.ts'
import { stackedBar } from './stacked-bar.ts'
import { type Content, html, jump, Markup } from './template.ts'

const REASONS_IN_SIGHT = 6

export const verdictTones = { 0: 'good', 1: 'bad', 2: 'doubt', 3: 'doubt' } as const

/** The verdict in one look, why, and the two halves of the run in numbers. */
export function hero(run: RunResult, anchors: Anchors): Markup {
  const { exitCode, headline } = verdict(run)
  return html`
<header class="hero ${verdictTones[exitCode]}" id="verdict">
  <div class="verdict">
    ${verdictSigns[verdictTones[exitCode]]}
    <div>
      <p class="brand">Touchstone verdict${run.filters.length > 0 ? ' on a part of the suites' : ''}</p>
      <h1>${capitalised(verdictWords[exitCode])}</h1>
      <p class="headline">${headline}</p>
      <p class="facts">${facts(run, exitCode)}</p>
    </div>
  </div>
  ${reasons(findings(run), anchors)}
</header>
<div class="halves">${conformance(run)}${load(run)}</div>`
}

// A tick in a circle, a cross in an octagon, a question mark in a diamond: told apart without colour.
export const verdictSigns = {
  good: new Markup(
    '<svg class="sign" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="M14 25l7 7 14-15"/></svg>',
  ),
  bad: new Markup(
    '<svg class="sign" viewBox="0 0 48 48" aria-hidden="true"><path class="shape" d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path d="M16 16l16 16M32 16L16 32"/></svg>',
  ),
  doubt: new Markup(
    '<svg class="sign" viewBox="0 0 48 48" aria-hidden="true"><path class="shape" d="M24 1l23 23-23 23L1 24z"/><path d="M18.5 19.5a5.5 5.5 0 1 1 8 5c-2 1-2.5 2-2.5 4.500"/><path d="M24 34.500v.200"/></svg>',
  ),
}

function facts(run: RunResult, exitCode: number): Content {
  const parts = [
    `profile ${run.profile.id}${run.profile.strict ? ' (strict)' : ''}`,
    utc(run.startedAt),
    duration(run.durationMs),
    `exit code ${exitCode}`,
  ]
  return parts.map((part) => html`<span>${part}</span> `)
}

/** `2026-11-22 20:34 UTC`. */
export function utc(isoTime: string): string {
  return `${new Date(isoTime).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const PLACES: Readonly<Partial<Record<FindingKind, string>>> = {
  'missing-promise': 'tested',
  'harness-lacks': 'tested',
  'server-error': 'server-errors',
  'stale-known-failure': 'stale-known-failures',
  problem: 'problems',
}

function reasons(found: readonly Finding[], anchors: Anchors): Content {
  if (found.length === 0) return undefined
  const items = found.map((finding) => html`<li>${reason(finding, anchors)}</li>`)
  const hidden = items.slice(REASONS_IN_SIGHT)
  return html`
  <div class="reasons">
    <ul>${items.slice(0, REASONS_IN_SIGHT)}</ul>
    ${hidden.length === 0 ? undefined : html`<details><summary>${counted(hidden.length, 'more reason')}</summary><ul>${hidden}</ul></details>`}
  </div>`
}

function reason({ kind, sentence, verification, scenario }: Finding, anchors: Anchors): Content {
  const place =
    (verification && anchors.get(verification)) ?? (scenario && withoutSpaces(scenario.id)) ?? PLACES[kind]
  return place === undefined ? sentence : jump(place, sentence)
}

const OUTCOME_PLACES: Readonly<Record<OutcomeKind, string>> = {
  passed: 'verifications',
  failed: 'failed',
  warned: 'warned',
  'known-failure': 'known-failures',
  'unexpected-pass': 'unexpected-passes',
  'not-applicable': 'not-applicable',
  inconclusive: 'inconclusive',
}

function conformance({ verifications }: RunResult): Markup {
  const counts = tally(verifications)
  const shown = outcomeKinds.filter((kind) => counts[kind] > 0)
  const applicable = verifications.length - counts['not-applicable']
  return html`
<section class="half" aria-labelledby="conformance-half">
  <h2 id="conformance-half">Conformance</h2>
  ${
    shown.length === 0
      ? html`<p class="big">– <small>no verification ran</small></p>`
      : [
          html`<p class="big">${grouped(counts.passed)} <small>of ${counted(applicable, 'verification')} passed</small></p>`,
          stackedBar(
            'Outcomes',
            shown.map((kind) => ({ name: outcomeWords[kind], tone: kind, count: counts[kind] })),
          ),
        ]
  }
  <ul class="legend">${shown.map(
    (kind) => html`
    <li><span class="swatch ${kind}" aria-hidden="true"></span>${jump(OUTCOME_PLACES[kind], html`<b>${grouped(counts[kind])}</b> ${outcomeWords[kind]}`)}</li>`,
  )}
  </ul>
</section>`
}

function load({ scenarios, capacities = [] }: RunResult): Markup {
  const valid = scenarios.filter(({ validity }) => validity.valid)
  const good = valid.filter(({ thresholds }) => thresholds.every(({ kept }) => kept))
  return html`
<section class="half" aria-labelledby="load-half">
  <h2 id="load-half">Load</h2>
  ${
    scenarios.length === 0
      ? html`<p class="big">– <small>no scenario ran</small></p>`
      : html`<p class="big">${good.length} <small>of ${counted(scenarios.length, 'scenario')} kept every threshold</small></p>`
  }
  <ul class="scenarios">${scenarios.map((scenario) => {
    const state = scenarioState(scenario)
    const [latency] = scenario.latencies
    return html`
    <li><span class="mark ${state.tone}"><span aria-hidden="true">${state.sign}</span> ${state.word}</span>
      ${jump(withoutSpaces(scenario.id), scenario.id)}
      ${latency === undefined || !scenario.validity.valid ? undefined : html`<span class="quiet">${latency.name} p99 ${milliseconds(latency.p99)} ms</span>`}
    </li>`
  })}${capacities.map(
    (capacity) => html`
    <li>${jump(`capacity-${withoutSpaces(capacity.scenario)}`, html`capacity of ${capacity.scenario}`)}
      <span class="quiet">${capacityWords(capacity)}</span>
    </li>`,
  )}
  </ul>
</section>`
}

/** What can be said of a scenario in a word. */
export function scenarioState({ validity, thresholds }: ScenarioResult) {
  if (!validity.valid) return { word: 'invalid', sign: '?', tone: 'inconclusive' } as const
  if (thresholds.some(({ kept }) => !kept))
    return { word: 'threshold broken', sign: '✗', tone: 'failed' } as const
  if (thresholds.length === 0) return { word: 'measured', sign: '✓', tone: 'passed' } as const
  return { word: 'kept', sign: '✓', tone: 'passed' } as const
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
