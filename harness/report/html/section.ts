import { type Content, html, type Markup } from './template.ts'

/** A part of the page that the table of contents names. */
export interface Section {
  readonly id: string
  readonly title: string
  /** How many things it holds, for the table of contents. */
  readonly count?: number
  readonly body: Content
}

export function sectionMarkup({ id, title, count, body }: Section): Markup {
  return html`
<section id="${id}" aria-labelledby="${id}-title">
  <h2 id="${id}-title">${title}${count === undefined ? '' : html` <span class="count">${count}</span>`}</h2>
  ${body}
</section>`
}

/** A section that is there only when it has something to show. */
export function sectionOf<T>(
  id: string,
  title: string,
  items: readonly T[],
  body: (items: readonly T[]) => Content,
): readonly Section[] {
  return items.length === 0 ? [] : [{ id, title, count: items.length, body: body(items) }]
}
