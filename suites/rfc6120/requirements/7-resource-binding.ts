import type { Requirements } from '#catalogue'

export const resourceBinding = {
  '7.1/full-jid-of-the-account': {
    level: 'MUST',
    covers: ['rfc6120-7.1-2', 'rfc6120-7.2-1'],
    says: 'a bound stream has a full JID under the bare JID of its account, and stanzas reach it there',
  },
  '7.1/several-resources': {
    level: 'SHOULD',
    covers: ['rfc6120-7.1-3'],
    says: 'an account has several connected resources at once, each with a resourcepart of its own',
  },
  '7.1/no-stanza-before-binding': {
    level: 'MUST NOT',
    covers: ['rfc6120-7.1-5', 'rfc6120-7.3.1-1'],
    says: 'a stanza to another entity from a client without a resource does not arrive there',
  },
  '7.1/stanza-before-binding-ends-the-stream': {
    level: 'MUST',
    covers: ['rfc6120-7.1-5'],
    says: 'a client that sends a stanza to another entity before binding loses its stream by not-authorized',
  },
  '7.3.2/same-stream-after-binding': {
    level: 'MUST NOT',
    covers: ['rfc6120-7.3.2-1'],
    says: 'the stream goes on after binding without another header',
  },
  '7.4/offered-after-login': {
    level: 'MUST',
    covers: ['rfc6120-7.4-1'],
    says: 'resource binding is among the features after login',
  },
  '7.4/not-offered-before-login': {
    level: 'MUST NOT',
    covers: ['rfc6120-7.4-2'],
    says: 'resource binding is not among the features before login, neither before TLS nor under it',
  },
  '7.5/unique-among-connected-resources': {
    level: 'MUST',
    covers: ['rfc6120-7.5-1'],
    says: 'no two connected resources of an account have the same resourcepart',
  },
  '7.6/server-generates-a-resourcepart': {
    level: 'MUST',
    covers: ['rfc6120-7.6-1', 'rfc6120-7.6.1-1'],
    says: 'a client that submits no resourcepart gets one from the server, in the jid of a result',
  },
  '7.6/generated-resourceparts-are-random': {
    level: 'MUST',
    covers: ['rfc6120-7.6-2'],
    says: 'resourceparts that the server generates neither repeat nor count',
  },
  '7.7.1/accepts-a-resourcepart': {
    level: 'SHOULD',
    covers: ['rfc6120-7.7.1-1'],
    says: 'a resourcepart that the client submits is bound without modification',
  },
  '7.7.2.1/processes-a-bad-resourcepart': {
    level: 'SHOULD',
    covers: ['rfc6120-7.7.2.1-1'],
    says: 'a resourcepart that cannot be used as it is becomes one that can, rather than a bad-request',
  },
  '7.7.2.1/binds-no-bad-resourcepart': {
    level: 'MUST',
    covers: [],
    says: 'a resourcepart that breaks the rules is never bound as it is: it is replaced or refused by bad-request',
  },
  '7.7.2.2/resolves-a-conflict': {
    level: 'MUST',
    covers: ['rfc6120-7.7.2.2-1'],
    says: 'a resourcepart in use is overridden for the newcomer, refused to it, or taken from the one who has it',
  },
  '7.7.3/allows-five-retries': {
    level: 'SHOULD',
    covers: ['rfc6120-7.7.3-1'],
    says: 'a client whose resourcepart is refused may try again at least five times on the same stream',
  },
  '7.7.3/closes-when-retries-are-used-up': {
    level: 'MUST',
    covers: ['rfc6120-7.7.3-2'],
    says: 'a client whose resourcepart is refused again and again loses its stream by policy-violation',
  },
} as const satisfies Requirements<'rfc6120'>
