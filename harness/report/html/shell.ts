import { chartScripts, hashSource, pageScript, styles } from './assets.ts'
import { type Section, sectionMarkup } from './section.ts'
import { type Content, html, jump, Markup } from './template.ts'

/** How a page looks at first sight: what it says is good, bad or in doubt. */
export type Tone = 'good' | 'bad' | 'doubt'

export interface Shell {
  readonly title: string
  readonly tone: Tone
  /** What stands before the sections; its id is `verdict`. */
  readonly hero: Content
  /** What the hero is called in the table of contents. */
  readonly heroName: string
  readonly sections: readonly Section[]
  readonly footer: Content
  readonly charts: boolean
}

/** A whole page that needs no other file: contents, sections, styles and scripts. */
export function shell({ title, tone, hero, heroName, sections, footer, charts }: Shell): string {
  const scripts = [...(charts ? chartScripts : []), pageScript]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${ICONS[tone]}">
${styles.map((style) => inlined('style', style))}
</head>
<body>
<a class="skip" href="#verdict">To the ${heroName.toLowerCase()}</a>
<div class="frame">
${contents(heroName, sections)}
<main>
${hero}
${sections.map(sectionMarkup)}
<footer>${footer}</footer>
</main>
</div>
${scripts.map((script) => inlined('script', script))}
</body>
</html>
`.text
}

function contents(heroName: string, sections: readonly Section[]): Content {
  return html`
<nav aria-label="Contents">
  <ul>
    <li>${jump('verdict', heroName)}</li>${sections.map(
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
