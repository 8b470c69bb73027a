import { defineSpec } from '#catalogue'

export const xep0368 = defineSpec({
  id: 'xep0368',
  title: 'SRV records for XMPP over TLS',
  url: (section) => `https://xmpp.org/extensions/xep-0368.html${section === '3' ? '#reqs' : ''}`,
  needs: ['direct-tls'],
  requirements: {
    '3/serves-under-tls-from-the-first-byte': {
      level: 'MUST',
      covers: ['xep0368-3-3', 'xep0368-3-5'],
      says: 'a client that begins by TLS is served there, under a certificate for the domain',
    },
    '3/chooses-xmpp-client': {
      level: 'MUST',
      covers: ['xep0368-3-9'],
      says: 'a server that chooses a protocol by ALPN for a client chooses xmpp-client',
    },
    '3/no-starttls-over-direct-tls': {
      level: 'MUST NOT',
      covers: ['xep0368-3-6'],
      says: 'STARTTLS is neither offered nor done over direct TLS',
    },
  },
})
