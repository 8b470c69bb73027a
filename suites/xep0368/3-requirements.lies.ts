import { type Lie, liesAbout, rewrites } from '#lies'
import { xep0368 } from './requirements.ts'

function offers(features: string): Lie {
  return rewrites({ name: 'features' }, () => [`<stream:features>${features}</stream:features>`])
}

export const lies = liesAbout(xep0368, {
  '3/serves-under-tls-from-the-first-byte': {
    'takes a client under direct TLS for one without': offers(
      "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>",
    ),
  },
  '3/chooses-xmpp-client': {
    'shares its port with a web server and takes whatever comes': () => ({
      tls: { chooses: ['http/1.1', 'xmpp-client'] },
    }),
  },
  '3/no-starttls-over-direct-tls': {
    'offers STARTTLS under TLS': offers("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
    'proceeds to TLS inside TLS': rewrites({ name: /^(failure|error)$/ }, () => [
      "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
    ]),
  },
})
