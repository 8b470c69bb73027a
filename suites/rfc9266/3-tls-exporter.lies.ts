import { liesAbout, NS, rewrites, xml } from '#lies'
import { rfc9266 } from './requirements.ts'

export const lies = liesAbout(rfc9266, {
  '3/binds-by-tls-exporter': {
    'does not know tls-exporter': rewrites({ name: 'challenge', ns: NS.sasl }, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><malformed-request/></failure>`,
    ]),
    'exports keys by another label': rewrites({ name: 'success', ns: NS.sasl }, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
    ]),
  },
})
