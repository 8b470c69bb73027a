import { type Element, xml } from '#conformance'

/** A message as an announcement brings it. */
export function withBody(body: string): Element {
  return xml`<message><body>${body}</body></message>`
}
