import type { Sentence, SpecStanding } from '../harness/catalogue/index.ts'
import { type CoverageCount, strength } from '../harness/core/run-result.ts'
import { markdownPage, type Page, table } from './page.ts'

/** How much of each document is verified, what is left out and why, and what is still owed. */
export function coveragePage(standings: readonly SpecStanding[]): Page {
  return markdownPage('docs/coverage.md', [
    '# Coverage',
    'Counted in sentences of the specifications. A sentence with a keyword of BCP 14 counts once, under its strongest keyword; MUST stands for MUST, MUST NOT, SHALL, SHALL NOT and REQUIRED, SHOULD for SHOULD, SHOULD NOT, RECOMMENDED and NOT RECOMMENDED. Only sentences that bind a server and that somebody outside of it could see it break are counted. *Verified*: a verification settles it. *Excluded*: none will, for a reason that is given below. *Open*: neither. An asterisk marks a document that nobody has reviewed sentence by sentence: which of its sentences bind a server is a guess there. A REST API has no such sentences: of its description, each route and each status counts as one.',
    table(
      ['document', 'MUST verified', 'excluded', 'open', 'SHOULD verified', 'excluded', 'open'],
      standings.map(({ coverage: { spec, must, should }, reviewed }) => [
        reviewed ? spec : `${spec}*`,
        ...cells(must),
        ...cells(should),
      ]),
    ),
    ...standings.flatMap(documentBlocks),
  ])
}

function cells({ observable, verified, excluded, open }: CoverageCount): readonly string[] {
  return [`${verified} of ${observable}${share(verified, observable)}`, `${excluded}`, `${open}`]
}

function share(verified: number, observable: number): string {
  return observable === 0 ? '' : ` (${Math.round((100 * verified) / observable)} %)`
}

function documentBlocks(standing: SpecStanding): readonly string[] {
  const { coverage, excluded, open, url } = standing
  if (excluded.length === 0 && open.length === 0) return []
  return [
    `## ${coverage.title} (${coverage.spec})`,
    ...(excluded.length === 0
      ? []
      : [
          table(
            ['excluded', 'reason'],
            excluded.map(({ sentence, reason }) => [`\`${sentence}\``, reason]),
          ),
        ]),
    ...(open.length === 0 ? [] : [table(['section', 'open MUST', 'open SHOULD'], openRows(open, url))]),
  ]
}

function openRows(
  open: readonly Sentence[],
  url: (section: string) => string,
): readonly (readonly string[])[] {
  const sections = [...new Set(open.map(({ section }) => section))]
  return sections.map((section) => {
    const ids = (wanted: string) =>
      open
        .filter((sentence) => sentence.section === section && strength(sentence.level) === wanted)
        .map(({ id }) => `\`${id}\``)
        .join(' ')
    return [`[${section}](${url(section)})`, ids('must'), ids('should')]
  })
}
