import type { Requirements } from '#catalogue'

export const serverRules = {
  '8.5.2.1.1/never-to-negative-priority': {
    level: 'MUST NOT',
    covers: ['rfc6121-8.5.2.1.1-12'],
    says: 'a message to the bare JID reaches no resource whose priority is negative',
  },
} as const satisfies Requirements<'rfc6121'>
