import type { CoverageCount, RunResult } from '../../core/run-result.ts'
import { grouped, specName } from '../wording.ts'
import { type Section, sectionOf } from './section.ts'
import { stackedBar } from './stacked-bar.ts'
import { html, type Markup } from './template.ts'

/** How much of each specification is verified, as a picture with its numbers. */
export function coverageSections({ coverage }: RunResult): readonly Section[] {
  return sectionOf(
    'coverage',
    'Coverage of the specifications',
    coverage,
    (specs) => html`
<p class="lead">Of the sentences that a test can see: <span class="key"><span class="swatch verified" aria-hidden="true"></span> verified</span>
  <span class="key"><span class="swatch excluded" aria-hidden="true"></span> excluded for a reason</span>
  <span class="key"><span class="swatch open" aria-hidden="true"></span> open</span></p>
<div class="coverage">${specs.map(
      ({ spec, title, must, should }) => html`
  <article>
    <h3>${specName(spec)} <span class="quiet">${title}</span></h3>
    ${strength('MUST', must)}${strength('SHOULD', should)}
  </article>`,
    )}
</div>`,
  )
}

function strength(name: string, { observable, verified, excluded, open }: CoverageCount): Markup {
  return html`
    <div class="strength"><b>${name}</b>
      ${stackedBar(name, [
        { name: 'verified', tone: 'verified', count: verified },
        { name: 'excluded', tone: 'excluded', count: excluded },
        { name: 'open', tone: 'open', count: open },
      ])}
      <span>${grouped(verified)} of ${grouped(observable)}<span class="quiet"> verified, ${grouped(excluded)} excluded, ${grouped(open)} open</span></span>
    </div>`
}
