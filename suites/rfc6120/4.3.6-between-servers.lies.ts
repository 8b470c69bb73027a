import { liesAbout, NS, rewrites, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.3.6/takes-a-peer-for-its-domain': {
    'wants to see an account': rewrites({ name: 'success', ns: NS.sasl }, (_, link) =>
      link.port === 's2s'
        ? [xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-authzid/></failure>`]
        : undefined,
    ),
    'takes whoever comes for itself': rewrites({ name: 'message', id: 'queen-mab' }, (message) => [
      message.withAttrs({ from: message.to?.replace(/^.*@|[/].*$/g, '') }),
    ]),
  },
})
