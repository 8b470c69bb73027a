import { amendsFor, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { timesOut } from './amends.ts'
import { numbered, overtakes } from './order-lies.ts'
import { rfc6120 } from './requirements.ts'

/** Every second stanza takes the other stream to the same server. */
const takesTurns: Lie = () => {
  let count = 0
  return {
    toClient: (part, link) => {
      if (part.kind !== 'element' || link.port !== 's2s' || !numbered(part.element)) return undefined
      const other = link.all.find((candidate) => candidate.port === 's2s' && candidate !== link)
      count += 1
      if (other === undefined || count % 2 === 0) return undefined
      other.tellClient(part.element)
      return []
    },
  }
}

export const lies = liesAbout(rfc6120, {
  '10.1/routes-to-a-peer-in-order': { 'lets stanzas overtake each other': overtakes },
  '10.1/routes-over-one-stream': { 'spreads stanzas over all streams': takesTurns },
  '10.1/delivers-from-a-peer-in-order': { 'lets stanzas overtake each other': overtakes },
  '10.4/routes-to-a-peer': {
    'looks up whom it is connected to': mishears({ name: 'message', to: /[.]invalid/ }, (message, link) => {
      link.tellClient(
        message
          .withAttrs({ type: 'error', from: message.to, to: link.jid })
          .withChildren([
            xml`<error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
          ]),
      )
      return []
    }),
  },
  '10.4.3/tells-a-peer-what-it-cannot-deliver': {
    'drops what it cannot deliver': withholds({ type: 'error' }),
    'says that the peer may not': rewrites({ type: 'error' }, (stanza) => [
      stanza.withChildren([xml`<error type='auth'><not-authorized xmlns='${NS.stanzaErrors}'/></error>`]),
    ]),
  },
  '10.4.3/says-that-a-domain-is-out-of-reach': {
    'forgets what it cannot route': withholds({ name: 'message', type: 'error' }),
  },
})

export const amends = amendsFor(rfc6120, {
  '10.4.3/says-that-a-domain-is-out-of-reach': { 'says what has not come about': timesOut },
})
