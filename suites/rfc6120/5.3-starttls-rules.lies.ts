import { amendsFor, liesAbout, NS, rewrites, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

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
