import type { Requirements } from '#catalogue'

export const routing = {
  '10.4.3/says-that-a-domain-is-not-found': {
    level: 'MUST',
    covers: ['rfc6120-10.4.3-1', 'rfc6120-10.4.3-2'],
    says: 'a stanza to a domain whose name does not resolve comes back as remote-server-not-found',
  },
} as const satisfies Requirements<'rfc6120'>
