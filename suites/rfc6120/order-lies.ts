/** How servers lose the order of stanzas (RFC 6120 §10.1), which here are numbered. */
import type { Element, Lie } from '#lies'

export const numbered = (element: Element) => element.id?.startsWith('order-') === true

/** Every second stanza overtakes the one before it. */
export const overtakes: Lie = () => {
  let held: Element | undefined
  return {
    toClient: (part) => {
      if (part.kind !== 'element' || !numbered(part.element)) return undefined
      if (held === undefined) {
        held = part.element
        return []
      }
      const late = held
      held = undefined
      return [part.element, late]
    },
  }
}
