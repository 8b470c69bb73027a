/**
 * What an element must look like: a few attributes, or an element literal of which everything written
 * must be there. What a pattern does not mention may be anything.
 */
import { Element } from '../core/element.ts'

/**
 * Attributes by name; `name` and `ns` stand for the element's own. `null` says that the attribute must be absent.
 */
export type AttributePattern = Readonly<Record<string, string | RegExp | null>>
export type Pattern = Element | AttributePattern

/** Every way in which the element departs from the pattern, in words; empty when it fits. */
export function conforms(element: Element, pattern: Pattern): string[] {
  return pattern instanceof Element ? fitsLiteral(element, pattern) : fitsAttributes(element, pattern)
}

function fitsAttributes(element: Element, pattern: AttributePattern): string[] {
  const { attrs, name, ns } = element
  return fitsValues({ ...attrs, name, ns }, pattern)
}

function fitsValues(values: Readonly<Record<string, string>>, pattern: AttributePattern): string[] {
  return Object.entries(pattern).flatMap(([key, wanted]) => {
    const actual = values[key]
    if (wanted === null) return actual === undefined ? [] : [`${key} must be absent, is '${actual}'`]
    const fits =
      typeof wanted === 'string' ? actual === wanted : actual !== undefined && actual.search(wanted) !== -1
    return fits
      ? []
      : [`${key} must be ${quoted(wanted)}, is ${actual === undefined ? 'absent' : `'${actual}'`}`]
  })
}

function fitsLiteral(element: Element, wanted: Element): string[] {
  if (!element.is(wanted.name, wanted.ns)) {
    return [`must be <${wanted.name} xmlns='${wanted.ns}'>, is <${element.name} xmlns='${element.ns}'>`]
  }
  const text = wanted.text()
  return [
    // An attribute that is called `name` is meant here, not the element's own name.
    ...fitsValues(element.attrs, wanted.attrs),
    ...(text === '' || text === element.text()
      ? []
      : [`<${wanted.name}> must hold '${text}', holds '${element.text()}'`]),
    ...wanted.elements().flatMap((child) => {
      const candidates = element.childrenNamed(child.name, child.ns)
      if (candidates.some((candidate) => fitsLiteral(candidate, child).length === 0)) return []
      const only = candidates.length === 1 ? candidates[0] : undefined
      return only === undefined ? [`<${wanted.name}> must hold ${child}`] : fitsLiteral(only, child)
    }),
  ]
}

/** The pattern as a person reads it. */
export function describePattern(pattern: Pattern): string {
  if (pattern instanceof Element) return pattern.toString('jabber:client')
  const { name, ...attrs } = pattern
  const written = Object.entries(attrs).map(([key, wanted]) =>
    wanted === null ? ` (no ${key})` : ` ${key}=${quoted(wanted)}`,
  )
  return `<${name === undefined || name === null ? 'any element' : String(name)}${written.join('')}>`
}

function quoted(wanted: string | RegExp): string {
  return typeof wanted === 'string' ? `'${wanted}'` : String(wanted)
}
