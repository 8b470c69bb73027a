import type { RunResult } from '../../core/run-result.ts'
import { anchorsOf } from '../anchors.ts'
import { verdictWords } from '../badge.ts'
import { targetName, verdict } from '../verdict.ts'
import { chartScripts, hashSource, pageScript, styles } from './assets.ts'
import { capacitySections } from './capacity.ts'
import { failedSections, lesserSections } from './cards.ts'
import { coverageSections } from './coverage.ts'
import { hero, verdictTones } from './hero.ts'
import { loadSections } from './load.ts'
import { type Section, sectionMarkup } from './section.ts'
import { type Content, html, jump, Markup } from './template.ts'
import { testedSection } from './tested.ts'
import { observedSections, verificationSections } from './verifications.ts'
import { wholeRunSections } from './whole-run.ts'

/** The whole report as one page that needs no other file. */
export function page(run: RunResult): string {
  const anchors = anchorsOf(run)
  const sections = [
    testedSection(run),
    ...failedSections(run, anchors),
    ...wholeRunSections(run),
    ...lesserSections(run, anchors),
    ...capacitySections(run),
    ...loadSections(run),
    ...coverageSections(run),
    ...observedSections(run, anchors),
    ...verificationSections(run, anchors),
  ]
  const scripts = [
    ...(run.scenarios.length + (run.capacities ?? []).length > 0 ? chartScripts : []),
    pageScript,
  ]
  const { exitCode } = verdict(run)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${targetName(run)} ${verdictWords[exitCode]} – Touchstone</title>
<link rel="icon" href="${ICONS[verdictTones[exitCode]]}">
${styles.map((style) => inlined('style', style))}
</head>
<body>
<a class="skip" href="#verdict">To the verdict</a>
<div class="frame">
${contents(sections)}
<main>
${hero(run, anchors)}
${sections.map(sectionMarkup)}
<footer>Touchstone ${run.harness}, run <code>${run.id}</code>. Everything on this page comes from run.json, which is beside it.</footer>
</main>
</div>
${scripts.map((script) => inlined('script', script))}
</body>
</html>
`.text
}

function contents(sections: readonly Section[]): Content {
  return html`
<nav aria-label="Contents">
  <ul>
    <li>${jump('verdict', 'Verdict')}</li>${sections.map(
      ({ id, title, count }) => html`
    <li>${jump(id, [title, count === undefined ? undefined : html` <span class="count">${count}</span>`])}</li>`,
    )}
  </ul>
</nav>`
}

/** Nothing is loaded, and no script runs but those that stand here: not even one that a server smuggled in. */
function policy(scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${styles.map(hashSource).join(' ')}`,
    `script-src ${scripts.map(hashSource).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** Our own text, as it is: its hash stands in the policy. */
function inlined(element: 'style' | 'script', text: string): Markup {
  return new Markup(`<${element}>${text}</${element}>\n`)
}

const ICONS = { good: icon('%231a7f4b'), bad: icon('%23b42318'), doubt: icon('%238a5a00') } as const

function icon(colour: string): string {
  return `data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 8 8%22%3E%3Ccircle cx=%224%22 cy=%224%22 r=%224%22 fill=%22${colour}%22/%3E%3C/svg%3E`
}
