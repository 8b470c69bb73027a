import { capabilities } from '../../core/capability.ts'
import type { OutcomeKind, RunResult, VerificationResult } from '../../core/run-result.ts'
import { type Anchors, withoutSpaces } from '../anchors.ts'
import { groupBy, outcomeSigns, outcomeWords, verificationsOf } from '../outcomes.ts'
import { evidenceOf } from '../transcripts.ts'
import { counted, duration, shortened, specName } from '../wording.ts'
import { type Section, sectionOf } from './section.ts'
import { type Content, html, jump, link, type Markup } from './template.ts'

const LONGEST_EVIDENCE = 50_000

export function failedSections(run: RunResult, anchors: Anchors): readonly Section[] {
  return sectionOf('failed', 'Failed', verificationsOf(run, 'failed'), (items) => cards(items, anchors))
}

/** The sections of what neither failed nor simply passed, most important first. */
export function lesserSections(run: RunResult, anchors: Anchors): readonly Section[] {
  const section = (id: string, title: string, kind: OutcomeKind): readonly Section[] =>
    sectionOf(id, title, verificationsOf(run, kind), (items) => cards(items, anchors))
  return [
    ...section('unexpected-passes', 'Known failures that pass', 'unexpected-pass'),
    ...section('warned', 'Recommendations not followed', 'warned'),
    ...section('inconclusive', 'Inconclusive', 'inconclusive'),
    ...section('known-failures', 'Known failures', 'known-failure'),
    ...sectionOf('not-applicable', 'Not applicable', verificationsOf(run, 'not-applicable'), (items) =>
      [...groupBy(items, ({ outcome }) => outcome.lacks)].map(([, group]) => lacking(group, anchors)),
    ),
  ]
}

function cards(items: readonly VerificationResult[], anchors: Anchors): Content {
  return items.map((item) => card(item, anchors))
}

/** Whether a verification has a card, which then is where links to it lead. */
export function hasCard({ outcome }: VerificationResult): boolean {
  return outcome.kind !== 'passed' && outcome.kind !== 'not-applicable'
}

export function levelChip(level: VerificationResult['level']): Markup {
  return html`<span class="level">${level}</span>`
}

export function outcomeMark(kind: VerificationResult['outcome']['kind']): Markup {
  return html`<span class="mark ${kind}"><span aria-hidden="true">${outcomeSigns[kind]}</span> ${outcomeWords[kind]}</span>`
}

function card(verification: VerificationResult, anchors: Anchors): Markup {
  const { outcome, requirement, level, says, situation, spec, section, url, durationMs } = verification
  const anchor = anchors.get(verification) ?? withoutSpaces(requirement)
  return html`
<article class="card ${outcome.kind}" id="${anchor}">
  <header>
    ${outcomeMark(outcome.kind)} ${levelChip(level)} ${link(url, `${specName(spec)} §${section}`)}
    <span class="time">${duration(durationMs)}</span>
  </header>
  <h3>${says}</h3>
  <p class="id">${jump(anchor, requirement)}</p>
  <p class="situation"><b>Situation</b> ${situation}</p>
  ${account(verification)}
  ${evidence(verification)}
</article>`
}

function account({ outcome }: VerificationResult): Content {
  switch (outcome.kind) {
    case 'failed':
    case 'warned':
      return [
        outcome.violates === undefined
          ? undefined
          : html`<p class="situation"><b>Broke</b> <code>${outcome.violates}</code>, which always holds</p>`,
        message(outcome.message),
      ]
    case 'known-failure':
      return [
        html`<p class="situation"><b>Known</b> ${link(outcome.link, outcome.reason)}</p>`,
        message(outcome.message),
      ]
    case 'unexpected-pass':
      return html`<p class="situation"><b>Listed as</b> ${link(outcome.link, outcome.reason)}. It passes: remove the entry.</p>`
    case 'inconclusive':
      return message(outcome.because)
    case 'passed':
    case 'not-applicable':
      return undefined
  }
}

/** Lines that begin with `expected  ` or `heard  ` stand out. */
function message(text: string): Markup {
  return lines('message', text, (line) => {
    const [, label, rest] = /^(\w+)( {2,}.*)$/.exec(line) ?? []
    if (label === undefined) return line
    return html`<b class="${label === 'heard' ? 'heard' : 'expected'}">${label}</b>${rest}`
  })
}

/** Text as it is, each line an element of its own, so that a long one hangs below its beginning. */
function lines(tone: string, text: string, shown: (line: string) => Content): Markup {
  const spans = text.split('\n').map((line) => html`<span>${shown(line)}\n</span>`)
  return html`<pre class="lines ${tone}">${spans}</pre>`
}

/** The bytes of a failure are in sight; those of anything less are folded up. */
function evidence({ outcome }: VerificationResult): Content {
  const found = evidenceOf(outcome)
  if (found === undefined) return undefined
  return [
    fold('Transcript', found.transcript, outcome.kind === 'failed' ? html` open` : undefined),
    fold('Log of the server', found.serverLog, undefined),
  ]
}

function fold(title: string, text: string, open: Markup | undefined): Content {
  if (text === '') return undefined
  return html`
  <details${open}>
    <summary>${title} <span class="quiet">${counted(text.split('\n').length, 'line')}</span></summary>
    ${lines('evidence', shortened(text, LONGEST_EVIDENCE), (line) => line)}
  </details>`
}

function lacking(group: readonly VerificationResult[], anchors: Anchors): Content {
  const [first] = group
  if (first?.outcome.kind !== 'not-applicable') return undefined
  const { lacks } = first.outcome
  return html`
<details class="plain">
  <summary><b>${lacks}</b> is not offered and not promised <span class="quiet">${capabilities[lacks]}; ${counted(group.length, 'verification')}</span></summary>
  <ul>${group.map(
    (verification) => html`
    <li>${jump(anchors.get(verification) ?? '', verification.requirement)} ${verification.situation}</li>`,
  )}
  </ul>
</details>`
}
