import { escapeXml } from '../../core/element.ts'
import { visible } from '../visible.ts'
import { webAddress } from '../web-address.ts'

/** A piece of HTML in which everything from outside is escaped already. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Content = Markup | string | number | undefined | readonly Content[]

/**
 * Builds HTML: what stands between the braces is escaped, unless it is Markup. Attribute values stand
 * in double quotes, always.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    strings.map((string, index) => (index === 0 ? string : rendered(values[index - 1]) + string)).join(''),
  )
}

function rendered(content: Content): string {
  if (content === undefined) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'object') return content.map(rendered).join('')
  return escapeXml(visible(String(content)))
}

/** A link to a page of the web, or the text alone when the address is none that may be followed. */
export function link(address: string, text: Content): Markup {
  const href = webAddress(address)
  return href === undefined
    ? html`<span>${text}</span>`
    : html`<a href="${href}" rel="noreferrer">${text}</a>`
}

/** A link to a place of this page. */
export function jump(anchor: string, text: Content): Markup {
  return html`<a href="#${encodeURI(visible(anchor)).replaceAll('#', '%23')}">${text}</a>`
}

/** Data for a script of the page; no text in it can end the element. */
export function data(value: unknown): Markup {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  return new Markup(`<script type="application/json">${json}</script>`)
}
