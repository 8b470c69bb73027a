/** What servers do to the content of stanzas that they pass on (RFC 6120 §8.4). */
import type { Element } from '#lies'

/** A copy in which what is inside at any depth has been changed. */
export function inside(element: Element, change: (child: Element) => Element): Element {
  return element.withChildren(
    element.children.map((child) => (typeof child === 'string' ? child : inside(change(child), change))),
  )
}

export const trimmed = (element: Element) =>
  element.withChildren(element.children.map((child) => (typeof child === 'string' ? child.trim() : child)))
