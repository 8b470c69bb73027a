/** What `touchstone prove` found out, as one page: of each requirement the lies, and which verification caught them. */
import type { Fate, LieResult, ProofResult, RequirementProof } from '../../core/proof-result.ts'
import { withoutSpaces } from '../anchors.ts'
import { groupBy } from '../outcomes.ts'
import { counted, duration, grouped, listed, specName } from '../wording.ts'
import { levelChip } from './cards.ts'
import { utc, verdictSigns } from './hero.ts'
import { type Section, sectionOf } from './section.ts'
import { shell, type Tone } from './shell.ts'
import { stackedBar } from './stacked-bar.ts'
import { type Content, html, jump, link, type Markup } from './template.ts'

/** The classes are those of the outcomes of a run that look alike. */
const FATES: Readonly<Record<Fate, { readonly sign: string; readonly tone: string }>> = {
  caught: { sign: '✓', tone: 'passed' },
  survived: { sign: '✗', tone: 'failed' },
  moot: { sign: '≈', tone: 'known-failure' },
}
const fates = Object.keys(FATES) as readonly Fate[]

/** A lie with the requirement that it breaks. */
interface Told {
  readonly of: RequirementProof
  readonly lie: LieResult
}

/** A page that needs no other file. */
export function proofPage(proof: ProofResult): string {
  const told = proof.requirements.flatMap((of) => of.lies.map((lie) => ({ of, lie })))
  const ofFate = (fate: Fate) => told.filter(({ lie }) => lie.fate === fate)
  const lieless = proof.requirements.filter(({ lies }) => lies.length === 0)
  const tone = toneOf(proof, told)
  return shell({
    title: `${grouped(ofFate('caught').length)} of ${counted(told.length, 'lie')} caught – Touchstone`,
    tone,
    hero: hero(proof, told, tone),
    heroName: 'Proof',
    sections: [
      ...sectionOf(
        'problems',
        'Problems of the run',
        proof.problems,
        (problems) => html`<ul class="problems">${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`,
      ),
      ...sectionOf('survived', 'Lies that nobody caught', ofFate('survived'), cards),
      ...sectionOf(
        'untold',
        'Requirements that nothing was told about',
        lieless,
        (requirements) =>
          html`<ul>${requirements.map((each) => html`<li>${jump(anchorOf(each), each.requirement)}</li>`)}</ul>`,
      ),
      ...sectionOf('moot', 'Lies that nobody could catch', ofFate('moot'), (items) => [
        html`<p class="lead">The server breaks these rules itself, and no amends are made for it: a verification that is red already shows nothing by being red.</p>`,
        cards(items),
      ]),
      ...amendsSection(proof),
      ...everyLie(proof, told),
    ],
    footer: html`Touchstone ${proof.harness}, ${utc(proof.startedAt)}, with <code>--seed ${String(proof.seed)}</code>.`,
    charts: false,
  })
}

function toneOf({ problems }: ProofResult, told: readonly Told[]): Tone {
  if (told.some(({ lie }) => lie.fate === 'survived')) return 'bad'
  return problems.length > 0 || told.length === 0 ? 'doubt' : 'good'
}

function hero(proof: ProofResult, told: readonly Told[], tone: Tone): Markup {
  const count = (fate: Fate) => told.filter(({ lie }) => lie.fate === fate).length
  const verifications = proof.requirements.flatMap((each) => each.verifications)
  const amended = verifications.filter(({ state }) => state === 'amended').length
  const red = verifications.filter(({ state }) => state === 'red').length
  const part = proof.filters.length === 0 ? '' : `, ${listed(proof.filters)} alone`
  return html`
<header class="hero ${tone}" id="verdict">
  <div class="verdict">
    ${verdictSigns[tone]}
    <div>
      <p class="brand">Touchstone proof${part}</p>
      <h1>${grouped(count('caught'))} of ${grouped(told.length)}</h1>
      <p class="headline">lies were caught by a verification of the very rule that they break, told before ${proof.server}; ${grouped(count('survived'))} survived, ${grouped(count('moot'))} are moot.</p>
      <p class="facts"><span>${utc(proof.startedAt)}</span> <span>${duration(proof.durationMs)}</span> <span>seed ${String(proof.seed)}</span></p>
    </div>
  </div>
</header>
<div class="halves">
<section class="half" aria-labelledby="lies-half">
  <h2 id="lies-half">Lies</h2>
  <p class="big">${grouped(told.length)} <small>about ${counted(proof.requirements.length, 'requirement')}</small></p>
  ${stackedBar(
    'Lies',
    fates.map((fate) => ({ name: fate, tone: FATES[fate].tone, count: count(fate) })),
  )}
  <ul class="legend">${fates.map((fate) => html`<li><span class="swatch ${FATES[fate].tone}" aria-hidden="true"></span><b>${grouped(count(fate))}</b> ${fate}</li>`)}</ul>
</section>
<section class="half" aria-labelledby="verifications-half">
  <h2 id="verifications-half">Verifications</h2>
  <p class="big">${grouped(verifications.length - red)} <small>of ${grouped(verifications.length)} seen both green and red</small></p>
  ${stackedBar('Verifications', [
    { name: 'hold', tone: 'passed', count: verifications.length - red - amended },
    { name: 'hold once amends are made', tone: 'warned', count: amended },
    { name: 'red', tone: 'known-failure', count: red },
  ])}
  <ul class="legend">
    <li><span class="swatch passed" aria-hidden="true"></span><b>${grouped(verifications.length - red - amended)}</b> hold</li>
    <li><span class="swatch warned" aria-hidden="true"></span><b>${grouped(amended)}</b> hold once amends are made</li>
    <li><span class="swatch known-failure" aria-hidden="true"></span><b>${grouped(red)}</b> red without any lie</li>
  </ul>
</section>
</div>`
}

function cards(items: readonly Told[]): Content {
  return items.map(
    ({ of, lie }) => html`
<article class="card ${FATES[lie.fate].tone}">
  <header>${mark(lie.fate)} ${levelChip(of.level)} ${link(of.url, `${specName(of.spec)} §${of.section}`)}</header>
  <h3>a server that ${lie.does}</h3>
  <p class="id">${jump(anchorOf(of), of.requirement)}</p>
  <p class="situation"><b>Rule</b> ${of.says}</p>
  ${lie.why === undefined ? undefined : html`<pre class="message">${lie.why}</pre>`}
</article>`,
  )
}

function amendsSection({ requirements }: ProofResult): readonly Section[] {
  return sectionOf(
    'amends',
    'Amends',
    requirements.filter(({ amends }) => amends.length > 0),
    (amended) => html`
<p class="lead">The server breaks these rules. A proxy repairs that and no more, so that their verifications could be seen green; lies were told on top of it.</p>
<dl class="observed">${amended.map(
      (each) => html`
  <div><dt>${jump(anchorOf(each), each.requirement)}</dt>${each.amends.map((does) => html`<dd>a proxy that ${does}</dd>`)}</div>`,
    )}
</dl>`,
  )
}

function everyLie({ requirements }: ProofResult, told: readonly Told[]): readonly Section[] {
  const shown = fates.filter((fate) => told.some(({ lie }) => lie.fate === fate))
  return sectionOf('verifications', 'Every lie', told, () => [
    html`
<form class="filter" id="filter" role="search">
  <label>Filter <input type="search" name="text" placeholder="section, requirement, lie, situation" autocomplete="off" spellcheck="false"></label>
  <label>Fate <select name="outcome"><option value="">all</option>${shown.map((fate) => html`<option value="${fate}">${fate}</option>`)}</select></label>
  <output name="shown">${grouped(told.length)} of ${grouped(told.length)}</output>
</form>`,
    [...groupBy(requirements, ({ spec }) => spec)].map(
      ([spec, group]) => html`
<details class="spec">
  <summary><b>${specName(spec)}</b> <span class="quiet">${counted(group.length, 'requirement')}, ${counted(group.flatMap(({ lies }) => lies).length, 'lie')}</span> <span class="signs">${tally(group)}</span></summary>
  ${[...groupBy(group, ({ section }) => section)].map(([section, inSection]) => sectionTable(section, inSection))}
</details>`,
    ),
  ])
}

function tally(requirements: readonly RequirementProof[]): Content {
  const lies = requirements.flatMap((each) => each.lies)
  return fates.map((fate) => {
    const count = lies.filter((lie) => lie.fate === fate).length
    return count === 0
      ? undefined
      : html`<span class="mark ${FATES[fate].tone}"><span aria-hidden="true">${FATES[fate].sign}</span> ${grouped(count)}<span class="unseen"> ${fate}</span></span> `
  })
}

function sectionTable(section: string, requirements: readonly RequirementProof[]): Markup {
  const [first] = requirements
  return html`
  <details class="section" open>
    <summary>${first === undefined ? section : link(first.url, `${specName(first.spec)} §${section}`)} <span class="quiet">${counted(requirements.length, 'requirement')}</span></summary>
    <table class="verifications lies">
      <thead class="unseen"><tr><th scope="col">Fate</th><th scope="col">Lie</th></tr></thead>
      ${requirements.map(requirementRows)}
    </table>
  </details>`
}

function requirementRows(requirement: RequirementProof): Markup {
  const { level, says, lies, amends, verifications } = requirement
  const red = verifications.filter(({ state }) => state !== 'holds')
  return html`
      <tbody id="${anchorOf(requirement)}">
        <tr><th colspan="2" scope="rowgroup">${levelChip(level)} ${says} <span class="id">${requirement.requirement}</span>${amends.map((does) => html`<span class="amends">Amends: a proxy that ${does}</span>`)}${red.map(({ situation, state }) => html`<span class="amends">${state === 'amended' ? 'Green once amends are made' : 'Red without any lie'}: ${situation}</span>`)}</th></tr>${lies.map((lie) => lieRow(lie, verifications.length))}
      </tbody>`
}

function lieRow({ does, fate, caughtBy, why }: LieResult, verifications: number): Markup {
  return html`
        <tr data-outcome="${fate}">
          <td>${mark(fate)}</td>
          <td>a server that ${does} ${catchers(caughtBy, verifications)}${why === undefined ? undefined : html`<details><summary>why</summary><pre class="message">${why}</pre></details>`}</td>
        </tr>`
}

/** The situations that caught it; where there was one to ask, there is nothing to choose from. */
function catchers(caughtBy: readonly string[], verifications: number): Content {
  const [first] = caughtBy
  if (first === undefined) return undefined
  if (caughtBy.length === 1) return html`<span class="by">caught with ${first}</span>`
  return html`<details class="by"><summary>caught with ${grouped(caughtBy.length)} of ${counted(verifications, 'situation')}</summary><ul>${caughtBy.map((situation) => html`<li>${situation}</li>`)}</ul></details>`
}

function mark(fate: Fate): Markup {
  return html`<span class="mark ${FATES[fate].tone}"><span aria-hidden="true">${FATES[fate].sign}</span> ${fate}</span>`
}

function anchorOf({ requirement }: RequirementProof): string {
  return withoutSpaces(requirement)
}
