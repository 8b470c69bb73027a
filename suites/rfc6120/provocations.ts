import { type Element, type Stage, xml } from '#conformance'

/** A stanza of each kind that the server has to answer by an error (RFC 6120 §10.4.3), addressed to nowhere. */
export const provocations: Readonly<Record<string, Element>> = {
  'a message': xml`<message id='lost' type='chat'><body>Where art thou?</body></message>`,
  'directed presence': xml`<presence id='lost'/>`,
  'a request': xml`<iq type='get' id='lost'><question xmlns='urn:touchstone:unknown'/></iq>`,
}

/** An address whose domain cannot be found: no name under .invalid resolves (RFC 6761 §6.4). */
export function nowhere({ accounts }: Stage): string {
  return `mercutio@${accounts.unused('verona')}.invalid/road`
}
