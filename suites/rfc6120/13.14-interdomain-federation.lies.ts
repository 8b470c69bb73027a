import { Element, liesAbout, NS, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

const without = (features: Element, left: string) =>
  features.withChildren(features.elements().filter(({ name }) => name !== left))

export const lies = liesAbout(rfc6120, {
  '13.14/offers-a-peer-tls-and-sasl': {
    'knows peers without TLS alone': rewrites({ name: 'features' }, (features) => [
      without(features, 'starttls'),
    ]),
    'knows dialback alone': rewrites({ name: 'features' }, (features) => [without(features, 'mechanisms')]),
  },
  '13.14/requires-tls-of-a-peer': {
    'leaves TLS to its peers': rewrites({ name: 'features' }, (features) => [
      features.withChildren([
        new Element('starttls', NS.tls),
        new Element('dialback', 'urn:xmpp:features:dialback'),
      ]),
    ]),
  },
})
