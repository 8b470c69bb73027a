import type { Requirements } from '#catalogue'

export const security = {
  '11/strangers-see-no-presence': {
    level: 'MUST NOT',
    covers: ['rfc6121-11-2'],
    says: 'presence of a user who comes, changes and goes reaches nobody who is not subscribed',
  },
} as const satisfies Requirements<'rfc6121'>
