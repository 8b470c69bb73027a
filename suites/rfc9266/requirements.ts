import { defineSpec } from '#catalogue'

export const rfc9266 = defineSpec({
  id: 'rfc9266',
  title: 'Channel Bindings for TLS 1.3',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc9266#section-${section}`,
  needs: ['sasl-scram-sha-1-plus'],
  requirements: {
    '3/binds-by-tls-exporter': {
      level: 'MUST',
      covers: ['rfc9266-3-1'],
      says: 'a server that binds channels under TLS 1.3 binds them by tls-exporter',
    },
    '4.1/binds-one-authentication': {
      level: 'MUST NOT',
      covers: ['rfc9266-4.1-1'],
      says: 'on a TLS connection whose channel binding was used once, it is not used for another exchange',
    },
    '4.1/ends-tls-with-the-stream': {
      level: 'MUST',
      covers: ['rfc9266-4.1-2'],
      says: 'a TLS connection that a login was bound to ends with the stream',
    },
  },
})
