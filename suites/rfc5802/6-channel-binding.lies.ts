import { liesAbout, NS, rewrites, xml } from '#lies'
import { failsAt, letsIn } from './challenge-lies.ts'
import { rfc5802 } from './requirements.ts'

const everyType = xml`
  <sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>
    <channel-binding type='tls-exporter'/><channel-binding type='tls-server-end-point'/>
  </sasl-channel-binding>`

export const lies = liesAbout(rfc5802, {
  '6/offers-the-plain-variant-too': {
    'offers one variant alone': rewrites({ name: 'features', ns: NS.streams }, (features) => [
      features.withChildren(
        features
          .elements()
          .map((feature) =>
            feature.withChildren(
              feature.children.filter((one) => typeof one === 'string' || one.text() !== 'SCRAM-SHA-1'),
            ),
          ),
      ),
    ]),
  },
  '6/makes-good-what-it-offers-with-binding': {
    'offers to bind channels and cannot': failsAt('challenge'),
  },
  '6/makes-good-what-it-offers-without-binding': {
    'offers to do without binding and lets nobody in': failsAt('success'),
  },
  '6/notices-a-downgrade': {
    'takes y for n': letsIn,
  },
  '6/refuses-an-unknown-channel-binding': {
    'goes on without channel binding': letsIn,
  },
  '6/validates-the-gs2-header': {
    'does not look at c': letsIn,
  },
  '6/validates-the-channel-binding': {
    'compares the GS2 header alone': letsIn,
  },
  '6.1/binds-by-each-type-that-it-lists': {
    'lists types that it does not know': () => ({
      toClient: (part) => {
        if (part.kind !== 'element') return undefined
        if (part.element.is('challenge', NS.sasl)) {
          return [xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><malformed-request/></failure>`]
        }
        return part.element.is('features', NS.streams)
          ? [part.element.withChildren([everyType, ...part.element.children])]
          : undefined
      },
    }),
  },
  '6.1/binds-by-tls-unique': {
    'has no channel binding before TLS 1.3': failsAt('challenge'),
    'takes another message of the handshake for the first': failsAt('success'),
  },
})
