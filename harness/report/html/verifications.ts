import { outcomeKinds, type RunResult, type VerificationResult } from '../../core/run-result.ts'
import { type Anchors, withoutSpaces } from '../anchors.ts'
import { groupBy, outcomeSigns, outcomeWords, tally } from '../outcomes.ts'
import { counted, duration, grouped, specName } from '../wording.ts'
import { hasCard, levelChip, outcomeMark } from './cards.ts'
import { type Section, sectionOf } from './section.ts'
import { type Content, html, jump, link, type Markup } from './template.ts'

/** Every verification, by specification and section, with a filter. */
export function verificationSections(run: RunResult, anchors: Anchors): readonly Section[] {
  return sectionOf('verifications', 'All verifications', run.verifications, (verifications) => [
    filter(verifications),
    [...groupBy(verifications, ({ spec }) => spec)].map(([spec, group]) =>
      specification(spec, group, run, anchors),
    ),
  ])
}

/** What the server chose where a specification leaves a choice. */
export function observedSections(run: RunResult, anchors: Anchors): readonly Section[] {
  const observing = run.verifications.filter(({ observed }) => observed.length > 0)
  return sectionOf(
    'observed',
    'Observed behaviour',
    observing,
    (items) => html`
<p class="lead">Where a specification leaves a choice, this is what the server chose.</p>
<dl class="observed">${items.map(
      (item) => html`
  <div><dt>${jump(anchors.get(item) ?? '', item.requirement)}</dt>${item.observed.map((text) => html`<dd>${text}</dd>`)}</div>`,
    )}
</dl>`,
  )
}

function filter(verifications: readonly VerificationResult[]): Markup {
  const counts = tally(verifications)
  const total = grouped(verifications.length)
  return html`
<form class="filter" id="filter" role="search">
  <label>Filter <input type="search" name="text" placeholder="section, requirement, situation" autocomplete="off" spellcheck="false"></label>
  <label>Outcome <select name="outcome"><option value="">all</option>${outcomeKinds
    .filter((kind) => counts[kind] > 0)
    .map(
      (kind) => html`<option value="${kind}">${outcomeWords[kind]} (${counts[kind]})</option>`,
    )}</select></label>
  <output name="shown">${total} of ${total}</output>
</form>`
}

function specification(
  spec: string,
  verifications: readonly VerificationResult[],
  run: RunResult,
  anchors: Anchors,
): Markup {
  const title = run.coverage.find((entry) => entry.spec === spec)?.title ?? ''
  return html`
<details class="spec">
  <summary><b>${specName(spec)}</b> ${title} <span class="signs">${signs(verifications)}</span></summary>
  ${[...groupBy(verifications, ({ section }) => section)].map(([section, group]) => sectionTable(spec, section, group, anchors))}
</details>`
}

function signs(verifications: readonly VerificationResult[]): Content {
  const counts = tally(verifications)
  return outcomeKinds
    .filter((kind) => counts[kind] > 0)
    .map(
      (kind) =>
        html`<span class="mark ${kind}" title="${outcomeWords[kind]}"><span aria-hidden="true">${outcomeSigns[kind]}</span> ${counts[kind]}<span class="unseen"> ${outcomeWords[kind]}</span></span> `,
    )
}

function sectionTable(
  spec: string,
  section: string,
  verifications: readonly VerificationResult[],
  anchors: Anchors,
): Markup {
  const [first] = verifications
  return html`
  <details class="section" open>
    <summary>${first === undefined ? section : link(first.url, `${specName(spec)} §${section}`)} <span class="quiet">${counted(verifications.length, 'verification')}</span></summary>
    <table class="verifications">
      <thead class="unseen"><tr><th scope="col">Outcome</th><th scope="col">Verification</th><th scope="col">Took</th></tr></thead>
      ${[...groupBy(verifications, ({ requirement }) => requirement).values()].map((group) => requirementRows(group, anchors))}
    </table>
  </details>`
}

/** A requirement and the situations that it was verified in. */
function requirementRows(verifications: readonly VerificationResult[], anchors: Anchors): Content {
  const [first] = verifications
  if (first === undefined) return undefined
  const { requirement, level, says } = first
  const id = verifications.length === 1 ? '' : html` id="${withoutSpaces(requirement)}"`
  return html`
      <tbody${id}>
        <tr><th colspan="3" scope="rowgroup">${levelChip(level)} ${says} <span class="id">${requirement}</span></th></tr>${verifications.map((verification) => row(verification, anchors))}
      </tbody>`
}

function row(verification: VerificationResult, anchors: Anchors): Markup {
  const { outcome, requirement, situation, durationMs } = verification
  const anchor = anchors.get(verification) ?? withoutSpaces(requirement)
  const id = hasCard(verification) ? '' : html` id="${anchor}"`
  return html`
        <tr${id} data-outcome="${outcome.kind}">
          <td>${outcomeMark(outcome.kind)}</td>
          <td>${jump(anchor, situation)}</td>
          <td class="time">${duration(durationMs)}</td>
        </tr>`
}
