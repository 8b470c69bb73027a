import { defineSpec } from '#catalogue'

export const rfc7677 = defineSpec({
  id: 'rfc7677',
  title: 'SCRAM-SHA-256 and SCRAM-SHA-256-PLUS',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc7677#section-${section}`,
  needs: ['sasl-scram-sha-256'],
  requirements: {
    '3/scram-sha-256': {
      level: 'MUST',
      covers: [],
      says: 'a client logs in by SCRAM-SHA-256, and the server signs with the keys of the account',
    },
    '3/scram-sha-256-plus': {
      level: 'MUST',
      covers: [],
      says: 'a client logs in by SCRAM-SHA-256-PLUS, bound to its TLS channel and to no other',
      needs: ['sasl-scram-sha-256-plus'],
    },
    '3/hashes-often-enough': {
      level: 'SHOULD',
      covers: ['rfc7677-3-1', 'rfc7677-4-2'],
      says: 'the iteration count for SHA-256 is at least 4096',
    },
  },
})
