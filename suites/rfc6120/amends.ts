/** What amends for faults in stream errors and SASL have in common. */
import { type Amend, closeStream, Element, NS, rewrites, xml } from '#lies'

const streamError = { name: 'error', ns: NS.streams }

/** The stream is closed for the same cause, by its own name. */
export function closesBy(condition: string): Amend {
  return rewrites(streamError, () => [
    new Element('error', NS.streams, {}, [new Element(condition, NS.streamErrors)]),
  ])
}

/** Where it answers an error to what it should not hear at all, the server closes the stream. */
export const closesOnWhatIsEarly: Amend = rewrites({ id: 'early', type: 'error' }, (_, link) => {
  closeStream(link, 'not-authorized')
  return []
})

/** A failure that says why. */
export function failure(condition: string): Element {
  return xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${new Element(condition, NS.sasl)}</failure>`
}

/** Where no stream could be negotiated, a stanza comes back for now and not for good. */
export const timesOut: Amend = rewrites({ name: 'message', type: 'error' }, (message) => [
  message.withChildren([
    xml`<error type='wait'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
  ]),
])
