/**
 * Element literals that show the XML.
 *
 * @example xml`<message to='${juliet.bareJid}' type='chat'><body>${text}</body></message>`
 */
import { Element, escapeAttribute, NS, type XmlNode } from '../core/element.ts'
import { StreamParser } from './parser.ts'

const OPENING = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}'>`

/**
 * Strings are escaped, elements are inserted as they are. White space that holds a line break is layout
 * and left out. Without an `xmlns` of its own the element is in `jabber:client`.
 * @throws TypeError when the text is not exactly one well-formed element
 */
export function xml(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Element | readonly Element[])[]
): Element {
  const text = strings.reduce((written, part, index) => {
    const value = values[index - 1]
    return written + literal(value) + part
  })
  return parseElement(text)
}

/** Reads one element written on its own, in `jabber:client` unless it declares otherwise; layout is left out. */
export function parseElement(text: string): Element {
  return withoutLayout(readElement(text))
}

/** The same, with every character of its text. @throws TypeError when it is not exactly one well-formed element */
export function readElement(text: string): Element {
  const events = new StreamParser().push(Buffer.from(`${OPENING}${text}</stream:stream>`))
  const [, first, end] = events
  if (first?.kind !== 'element' || end?.kind !== 'close' || events.length > 3) {
    const reason = events.find((event) => event.kind === 'malformed')?.reason ?? 'not exactly one element'
    throw new TypeError(`an XML literal must be one well-formed element (${reason}): ${text}`)
  }
  return first.element
}

function literal(value: string | number | Element | readonly Element[] | undefined): string {
  if (value === undefined) throw new TypeError('undefined has no place in an XML literal')
  if (typeof value === 'string') return escapeAttribute(value) // good in element content, too
  if (typeof value === 'number') return String(value)
  if (value instanceof Element) return explicit(value)
  return value.map(explicit).join('')
}

/** With its namespace declared, whatever default namespace it is inserted under. */
function explicit(element: Element): string {
  return element.toString(element.ns === '' ? NS.client : '')
}

function withoutLayout(element: Element): Element {
  const children: XmlNode[] = []
  for (const child of element.children) {
    if (typeof child !== 'string') children.push(withoutLayout(child))
    else if (!/^\s*\n\s*$/.test(child)) children.push(child)
  }
  return element.withChildren(children)
}
