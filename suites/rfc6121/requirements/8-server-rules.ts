import type { Requirements } from '#catalogue'

export const serverRules = {
  '8.1/tells-those-who-may-know': {
    level: 'SHOULD',
    covers: ['rfc6121-8.1-1'],
    says: 'a subscriber gets an error where a stranger may get no answer',
  },
  '8.5.1/iq-is-unavailable': {
    level: 'MUST',
    covers: ['rfc6121-8.5.1-1'],
    says: 'an iq to an account that does not exist is answered with service-unavailable',
  },
  '8.5.1/message-is-ignored-or-returned': {
    level: 'MUST',
    covers: ['rfc6121-8.5.1-2'],
    says: 'a message to an account that does not exist is ignored or returned with service-unavailable',
  },
  '8.5.1/presence-is-ignored': {
    level: 'MUST',
    covers: ['rfc6121-8.5.1-3'],
    says: 'available and unavailable presence to an account that does not exist is ignored',
  },
  '8.5.1/subscription-presence-is-ignored': {
    level: 'MUST',
    covers: ['rfc6121-8.5.1-4'],
    says: 'presence about subscriptions to an account that does not exist is ignored',
  },
  '8.5.1/probe-tells-nothing': {
    level: 'MUST',
    covers: ['rfc6121-8.5.1-5'],
    says: 'a probe of an account that does not exist is ignored or answered with unsubscribed',
  },
  '8.5.2.1.1/never-to-negative-priority': {
    level: 'MUST NOT',
    covers: ['rfc6121-8.5.2.1.1-12'],
    says: 'a message to the bare JID reaches no resource whose priority is negative',
  },
  '8.5.2.1.1/normal-is-kept-from-negative-resources': {
    level: 'SHOULD',
    covers: ['rfc6121-8.5.2.1.1-1'],
    says: 'a normal message that only negative resources could take is stored or returned',
  },
  '8.5.2.1.1/chat-is-kept-from-negative-resources': {
    level: 'SHOULD',
    covers: ['rfc6121-8.5.2.1.1-4'],
    says: 'a chat message that only negative resources could take is stored or returned',
  },
  '8.5.2.1.1/normal-reaches-the-only-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-2'],
    says: 'a normal message to the bare JID reaches the one resource that is not negative',
  },
  '8.5.2.1.1/chat-reaches-the-only-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-5'],
    says: 'a chat message to the bare JID reaches the one resource that is not negative',
  },
  '8.5.2.1.1/normal-reaches-the-most-available': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-3'],
    says: 'a normal message to the bare JID reaches the most available of several resources, or all',
  },
  '8.5.2.1.1/chat-reaches-the-most-available': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-6'],
    says: 'a chat message to the bare JID reaches the most available of several resources, or all',
  },
  '8.5.2.1.1/groupchat-is-returned': {
    level: 'MUST NOT',
    covers: ['rfc6121-8.5.2.1.1-7'],
    says: 'a groupchat message to the bare JID is returned with an error and reaches no resource',
  },
  '8.5.2.1.1/headline-is-dropped-at-negative-resources': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-8'],
    says: 'a headline that only negative resources could take is ignored without a word',
  },
  '8.5.2.1.1/headline-reaches-the-only-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-9'],
    says: 'a headline to the bare JID reaches the one resource that is not negative',
  },
  '8.5.2.1.1/headline-reaches-all-resources': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-10'],
    says: 'a headline to the bare JID reaches every resource that is not negative',
  },
  '8.5.2.1.1/error-is-dropped': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.1-11'],
    says: 'an error message to the bare JID is ignored without a word',
  },
  '8.5.2.1.1/to-stays-bare': {
    level: 'MUST NOT',
    covers: ['rfc6121-8.5.2.1.1-13'],
    says: 'a message to the bare JID keeps that address when it is delivered',
  },
  '8.5.2.1.2/reaches-all-resources': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.2-1'],
    says: 'available and unavailable presence to the bare JID reaches every available resource',
  },
  '8.5.2.1.2/to-stays-bare': {
    level: 'MUST NOT',
    covers: ['rfc6121-8.5.2.1.2-4'],
    says: 'presence to the bare JID keeps that address when it is delivered',
  },
  '8.5.2.1.3/answered-by-the-server-itself': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.3-1'],
    says: 'an iq to the bare JID is answered by the server in the name of the user and reaches no resource',
  },
  '8.5.2.1.3/unavailable-where-it-cannot-answer': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.1.3-2'],
    says: 'an iq to the bare JID that the server cannot answer is answered with service-unavailable',
  },
  '8.5.2.2.1/message-is-stored-or-returned': {
    level: 'SHOULD',
    covers: ['rfc6121-8.5.2.2.1-1'],
    says: 'a normal or chat message to a user who is offline is stored or returned',
  },
  '8.5.2.2.1/groupchat-is-returned': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.2.1-2'],
    says: 'a groupchat message to a user who is offline is returned with an error',
  },
  '8.5.2.2.1/headline-and-error-are-ignored': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.2.1-3'],
    says: 'headlines and errors to a user who is offline are ignored without a word and not stored',
  },
  '8.5.2.2.2/presence-is-ignored': {
    level: 'SHOULD',
    covers: ['rfc6121-8.5.2.2.2-1'],
    says: 'presence to a user who is offline is neither stored nor answered',
  },
  '8.5.2.2.3/answered-by-the-server-itself': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.2.3-1'],
    says: 'an iq to the bare JID of a user who is offline is answered by the server in the name of the user',
  },
  '8.5.2.2.3/unavailable-where-it-cannot-answer': {
    level: 'MUST',
    covers: ['rfc6121-8.5.2.2.3-2'],
    says: 'an iq to a user who is offline that the server cannot answer is answered with service-unavailable',
  },
  '8.5.3.1/iq-of-a-stranger-is-unavailable': {
    level: 'SHOULD NOT',
    covers: ['rfc6121-8.5.3.1-1'],
    says: 'an iq from one who shares no presence is answered with service-unavailable and not delivered',
  },
  '8.5.3.1/answers-reach-the-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.1-2'],
    says: 'results and errors of iqs reach the resource that they are for',
  },
  '8.5.3.1/message-reaches-the-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.1-3'],
    says: 'a message to a full JID reaches that resource, whatever its type and the priority',
  },
  '8.5.3.1/presence-reaches-the-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.1-4'],
    says: 'available and unavailable presence to a full JID reaches that resource',
  },
  '8.5.3.2.1/others-are-ignored-or-returned': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.1-1'],
    says: 'normal, groupchat and headline messages to a resource that is gone are ignored or returned',
  },
  '8.5.3.2.1/chat-is-stored-or-returned': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.1-2'],
    says: 'a chat message to a resource that is gone is stored or returned when nobody is there',
  },
  '8.5.3.2.1/chat-is-kept-from-negative-resources': {
    level: 'SHOULD',
    covers: ['rfc6121-8.5.3.2.1-3'],
    says: 'a chat message to a resource that is gone is stored or returned when only negative ones are there',
  },
  '8.5.3.2.1/chat-reaches-the-only-resource': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.1-4'],
    says: 'a chat message to a resource that is gone reaches the one that is there',
  },
  '8.5.3.2.1/chat-reaches-the-most-available': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.1-5'],
    says: 'a chat message to a resource that is gone reaches the most available of those that are there, or all',
  },
  '8.5.3.2.1/error-is-dropped': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.1-6'],
    says: 'an error message to a resource that is gone is ignored without a word',
  },
  '8.5.3.2.2/presence-is-ignored': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.2-1'],
    says: 'presence to a resource that is gone is ignored',
  },
  '8.5.3.2.2/subscription-presence-is-ignored': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.2-3'],
    says: 'subscribed, unsubscribe and unsubscribed to a resource that is gone are ignored',
  },
  '8.5.3.2.3/iq-is-unavailable': {
    level: 'MUST',
    covers: ['rfc6121-8.5.3.2.3-1'],
    says: 'an iq to a resource that is gone is answered with service-unavailable',
  },
  '8.5.4/chat-does-not-go-to-all': {
    level: 'SHOULD NOT',
    covers: ['rfc6121-8.5.4-2'],
    says: 'a chat message to the bare JID does not go to every resource when none has asked for that',
  },
} as const satisfies Requirements<'rfc6121'>
