import type { RunResult } from '../../core/run-result.ts'
import { type Section, sectionOf } from './section.ts'
import { html } from './template.ts'

/** What is about the run as a whole: problems, the server's log, entries that match nothing. */
export function wholeRunSections(run: RunResult): readonly Section[] {
  return [
    ...sectionOf(
      'problems',
      'Problems of the run',
      run.problems,
      (problems) => html`<ul class="problems">${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`,
    ),
    ...sectionOf(
      'server-errors',
      'Errors in the log of the server',
      run.serverFindings,
      (findings) => html`
<p class="lead">No single verification explains these.</p>
${findings.map(
  ({ at, line, during }) => html`
<article class="card failed">
  <header><span class="mark failed"><span aria-hidden="true">✗</span> logged</span> <span class="quiet">${new Date(at).toISOString()}</span></header>
  <pre class="message">${line}</pre>
  ${during.length === 0 ? html`<p class="quiet">No verification ran at that moment.</p>` : html`<details><summary>Verifications that ran at that moment <span class="quiet">${during.length}</span></summary><ul>${during.map((id) => html`<li><code>${id}</code></li>`)}</ul></details>`}
</article>`,
)}`,
    ),
    ...sectionOf(
      'stale-known-failures',
      'Known-failure entries that match nothing',
      run.staleKnownFailures,
      (entries) =>
        html`<ul class="problems">${entries.map((entry) => html`<li><code>${entry}</code>: remove it or correct it.</li>`)}</ul>`,
    ),
  ]
}
