import { type Lie, NS, rewrites, xml } from '#lies'

/** The server lists these channel binding types and no others. */
export function lists(...types: readonly string[]): Lie {
  return rewrites({ name: 'features', ns: NS.streams }, (features) => [
    features.withChildren([
      ...features.elements().filter(({ name }) => name !== 'sasl-channel-binding'),
      xml`<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>${types.map(
        (type) => xml`<channel-binding xmlns='urn:xmpp:sasl-cb:0' type='${type}'/>`,
      )}</sasl-channel-binding>`,
    ]),
  ])
}
