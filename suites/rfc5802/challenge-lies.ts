import { type Element, type Lie, NS, rewrites, xml } from '#lies'

/** Lets in whom it ought to refuse. */
export const letsIn: Lie = rewrites({ name: 'failure', ns: NS.sasl }, () => [
  xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
])

/** Fails an exchange that is in order, at the challenge or at the end. */
export function failsAt(step: 'challenge' | 'success'): Lie {
  return rewrites({ name: step, ns: NS.sasl }, () => [
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
  ])
}

/** Says its first message otherwise. */
export function challengesBy(change: (message: string) => string): Lie {
  return rewrites({ name: 'challenge', ns: NS.sasl }, (said) => [changed(said, change)])
}

export function changed(said: Element, change: (message: string) => string): Element {
  const message = Buffer.from(said.text(), 'base64').toString()
  return said.withChildren([Buffer.from(change(message)).toString('base64')])
}
