import type { RequirementStanding, SpecStanding } from '../harness/catalogue/index.ts'
import { markdownPage, type Page, table } from './page.ts'

/** Every requirement of every document, with its level, its words and how far it has come. */
export function requirementsPage(standings: readonly SpecStanding[]): Page {
  return markdownPage('docs/requirements.md', [
    '# Requirements',
    'What the suites ask of a server, in our own words; the section link leads to the words of the specification.',
    '`open`: declared, no verification yet. `verified`: a verification asserts it. `proven`: besides, each of its lies (ways of a server to break it) was caught by that verification, as `touchstone prove` recorded in `docs/proof.json`. What the reference server itself breaks (`fixtures/known-failures`) is red without a lie; it is proven there only where a proxy makes amends for that first. `touchstone prove` writes `proof.html` besides, with every lie and the verification that caught it.',
    table(['document', 'requirements', 'proven', 'lies', 'caught'], standings.map(proofRow)),
    ...standings.flatMap(documentBlocks),
  ])
}

function proofRow({ coverage, requirements }: SpecStanding): readonly string[] {
  const total = (count: (standing: RequirementStanding) => number) =>
    String(requirements.reduce((sum, each) => sum + count(each), 0))
  return [
    coverage.spec,
    String(requirements.length),
    total(({ state }) => (state === 'proven' ? 1 : 0)),
    total(({ lies }) => lies.length),
    total(({ caught }) => caught.length),
  ]
}

function documentBlocks({ coverage, requirements }: SpecStanding): readonly string[] {
  return [
    `## ${coverage.title} (${coverage.spec})`,
    table(['requirement', 'level', 'what the server does', 'section', 'state'], requirements.map(row)),
  ]
}

function row({ requirement, state, lies }: RequirementStanding): readonly string[] {
  const { id, level, says, section, url } = requirement
  return [`\`${id}\``, level, says, `[${section}](${url})`, `${state}, ${counted(lies.length)}`]
}

function counted(lies: number): string {
  return lies === 1 ? '1 lie' : `${lies} lies`
}
