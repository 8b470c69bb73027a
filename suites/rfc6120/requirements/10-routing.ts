import type { Requirements } from '#catalogue'

export const routing = {
  '10.1/processes-in-order': {
    level: 'MUST',
    covers: ['rfc6120-10.1-1'],
    says: 'what comes on a stream is processed in the order in which it came',
  },
  '10.1/delivers-in-order': {
    level: 'MUST',
    covers: ['rfc6120-10.1-2'],
    says: 'stanzas of one client reach another in the order in which they were sent, to its full or its bare JID',
  },
  '10.1/passes-on-in-order': {
    level: 'MUST',
    covers: ['rfc6120-10.1-2'],
    says: 'stanzas of one client reach another domain in the order in which they were sent',
    needs: ['component'],
  },
  '10.1/finishes-a-request-before-the-next': {
    level: 'MUST',
    covers: ['rfc6120-10.1-6'],
    says: 'a request sees what the requests before it on the same stream have changed',
  },
  '10.3.1/message-goes-to-the-own-account': {
    level: 'MUST',
    covers: ['rfc6120-10.3-1', 'rfc6120-10.3.1-1'],
    says: 'a message without to is treated as one to the own bare JID',
  },
  '10.3.2/presence-goes-to-subscribers': {
    level: 'MUST',
    covers: ['rfc6120-10.3.2-1'],
    says: 'presence without to is broadcast to who has subscribed to it',
  },
  '10.3.3/handles-a-request-for-the-account': {
    level: 'MUST',
    covers: ['rfc6120-10.3.3-2'],
    says: 'a request without to that the server knows is handled on behalf of the account',
  },
  '10.3.3/refuses-an-unknown-request': {
    level: 'MUST',
    covers: ['rfc6120-10.3.3-3'],
    says: 'a request without to that the server does not know comes back as service-unavailable',
  },
  '10.3.3/ignores-an-answer-to-nothing': {
    level: 'MUST',
    covers: ['rfc6120-10.3.3-4'],
    says: 'a result or an error without to that answers no request is ignored',
  },
  '10.4.3/says-that-a-domain-is-not-found': {
    level: 'MUST',
    covers: ['rfc6120-10.4.3-1', 'rfc6120-10.4.3-2'],
    says: 'a stanza to a domain whose name does not resolve comes back as remote-server-not-found',
  },
  '10.5/routes-to-a-service-of-its-own': {
    level: 'MUST',
    covers: ['rfc6120-10.5-2'],
    says: 'a stanza to a domain that a service of the server has is routed to that service',
    needs: ['component'],
  },
  '10.5.1/answers-requests-to-the-domain': {
    level: 'MUST',
    covers: ['rfc6120-10.5.1-1'],
    says: 'a request to the domain is handled or comes back as an error',
  },
  '10.5.2/answers-requests-to-a-resource-of-the-domain': {
    level: 'MUST',
    covers: ['rfc6120-10.5.2-1'],
    says: 'a request to a resource of the domain is handled or comes back as an error',
  },
  '10.5.3.1/ignores-or-refuses-a-message-to-nobody': {
    level: 'MUST',
    covers: ['rfc6120-10.5.3.1-1'],
    says: 'a message to an account that does not exist is ignored or comes back as service-unavailable',
  },
  '10.5.3.1/ignores-presence-to-nobody': {
    level: 'SHOULD',
    covers: ['rfc6120-10.5.3.1-2'],
    says: 'presence to an account that does not exist is ignored',
  },
  '10.5.3.1/refuses-a-request-to-nobody': {
    level: 'MUST',
    covers: ['rfc6120-10.5.3.1-3'],
    says: 'a request to an account that does not exist comes back as service-unavailable',
  },
  '10.5.3.2/message-reaches-a-resource': {
    level: 'SHOULD',
    covers: ['rfc6120-10.5.3.2-1'],
    says: 'a message to the bare JID reaches at least one resource of an account that has some',
  },
  '10.5.3.2/stores-or-refuses-a-message-to-somebody-offline': {
    level: 'MUST',
    covers: ['rfc6120-10.5.3.2-2'],
    says: 'a message to an account without resources is kept for the next one, or comes back as service-unavailable',
  },
  '10.5.3.2/presence-reaches-available-resources': {
    level: 'SHOULD',
    covers: ['rfc6120-10.5.3.2-3'],
    says: 'presence to the bare JID reaches every resource that has sent initial presence',
  },
  '10.5.3.2/ignores-presence-to-somebody-offline': {
    level: 'SHOULD',
    covers: ['rfc6120-10.5.3.2-4'],
    says: 'presence to an account without resources is ignored',
  },
  '10.5.3.2/handles-requests-itself': {
    level: 'MUST',
    covers: ['rfc6120-10.5.3.2-5'],
    says: 'a request to a bare JID is handled by the server and reaches no resource',
  },
  '10.5.4/treats-a-missing-resource-as-its-account': {
    level: 'SHOULD',
    covers: ['rfc6120-10.5.4-1'],
    says: 'a message to a resource that is not connected is treated as one to the bare JID',
  },
  '10.5.4/delivers-to-the-resource': {
    level: 'MUST',
    covers: ['rfc6120-10.5.4-2'],
    says: 'a stanza to the full JID of a connected resource is delivered to that resource',
  },
} as const satisfies Requirements<'rfc6120'>
