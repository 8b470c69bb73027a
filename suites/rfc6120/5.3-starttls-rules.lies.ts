import { amendsFor, closeStream, HANDSHAKE, liesAbout, NS, rewrites, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

/** In place of the extension, as empty as it is in a first handshake, one that nobody knows. */
function withoutRenegotiationInfo(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.toString('latin1').replace('\xff\x01\x00\x01\x00', '\xfe\xed\x00\x01\x00'),
    'latin1',
  )
}

export const lies = liesAbout(rfc6120, {
  '5.3.1/nothing-before-mandatory-tls': {
    'goes on with a login that it did not offer': rewrites({ name: 'failure' }, () => [
      xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1yLHM9YyxpPTQwOTY=</challenge>`,
    ]),
    'takes the login for granted': rewrites({ name: 'failure' }, () => [
      xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    ]),
  },
  '5.3.3/no-whitespace-around-proceed': {
    'ends its lines': rewrites({ name: 'proceed', ns: NS.tls }, (proceed) => ['\n', proceed]),
  },
  '5.3.5/knows-secure-renegotiation': {
    'has not heard of secure renegotiation': () => ({
      tls: { tap: () => ({ outgoing: withoutRenegotiationInfo }) },
    }),
  },
  '5.3.5/ends-when-it-does-not-renegotiate': {
    'does not renegotiate and goes on': () => ({ tls: { refusesRenegotiation: true } }),
    'does not renegotiate and closes the stream': () => {
      let begun = false
      return {
        toClient: (part, link) => {
          if (part.kind === 'element' && part.element.name === 'features') begun = link.secured
          return undefined
        },
        tls: {
          tap: (link) => ({
            incoming: (bytes) => {
              if (!begun || bytes[0] !== HANDSHAKE) return bytes
              closeStream(link, 'policy-violation')
              return Buffer.alloc(0)
            },
          }),
        },
      }
    },
  },
  '5.3.1/nothing-beside-mandatory-tls': {
    'offers SASL beside mandatory TLS': rewrites({ name: 'features' }, (_, link) =>
      link.secured
        ? undefined
        : [
            `<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>`,
          ],
    ),
  },
})

export const amends = amendsFor(rfc6120, {
  '5.3.1/nothing-beside-mandatory-tls': {
    'leaves out what is beside TLS': rewrites({ name: 'features' }, (features, link) =>
      link.secured
        ? undefined
        : [features.withChildren(features.elements().filter(({ name }) => name === 'starttls'))],
    ),
  },
})
