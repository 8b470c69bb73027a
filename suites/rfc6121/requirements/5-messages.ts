import type { Requirements } from '#catalogue'

export const messages = {
  '5.2.2/headline-is-delivered': {
    level: 'MUST',
    covers: ['rfc6121-5.2.2-4'],
    says: 'a headline reaches a resource at the bare JID, and the one that a full JID names',
  },
  '5.2.2/headline-goes-nowhere-else': {
    level: 'MUST',
    covers: ['rfc6121-5.2.2-4'],
    says: 'a headline to a resource that is gone reaches no other',
  },
  '5.2.2/anything-else-is-normal': {
    level: 'MUST',
    covers: ['rfc6121-5.2.2-6'],
    says: 'a message without a type, or of a type that is not defined, is treated as a normal one',
  },
  '5.2.3/keeps-every-language': {
    level: 'MUST',
    covers: [],
    says: 'every body and subject reaches the recipient, each in its language and to the letter',
  },
  '5.2.5/keeps-the-thread': {
    level: 'MUST',
    covers: ['rfc6121-5.2.5-7'],
    says: 'a thread and its parent reach the recipient to the letter',
  },
} as const satisfies Requirements<'rfc6121'>
