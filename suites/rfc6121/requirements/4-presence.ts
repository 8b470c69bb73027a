import type { Requirements } from '#catalogue'

export const presence = {
  '4/keeps-presence-true': {
    level: 'MUST',
    covers: [],
    says: 'whoever may know of a presence, and nobody else, is told of each change once, whatever came before',
  },
  '4.2.2/tells-subscribers': {
    level: 'MUST',
    covers: ['rfc6121-4.2.2-1'],
    says: 'initial presence reaches every contact who is subscribed to it, from the full JID',
  },
  '4.2.2/tells-own-resources': {
    level: 'MUST',
    covers: ['rfc6121-4.2.2-2'],
    says: "initial presence reaches all of the user's available resources, the new one among them",
  },
  '4.2.2/asks-after-contacts': {
    level: 'MUST',
    covers: ['rfc6121-4.2.2-3'],
    says: 'a resource that becomes available is told the presence of the contacts it is subscribed to',
  },
  '4.2.3/reaches-all-resources': {
    level: 'MUST',
    covers: ['rfc6121-4.2.3-1'],
    says: 'presence of a contact reaches every available resource of the subscriber',
  },
  '4.3/probes-between-bare-jids': {
    level: 'MUST',
    covers: ['rfc6121-4.3-1'],
    needs: ['component'],
    says: "a probe on behalf of a subscriber goes from the user's bare JID to the contact's",
  },
  '4.3/is-no-fault-of-a-client': {
    level: 'MUST NOT',
    covers: ['rfc6121-4.3-3'],
    says: 'a probe sent by a client is not by itself a reason for an error',
  },
  '4.3.1/probes-at-initial-presence': {
    level: 'SHOULD',
    covers: ['rfc6121-4.3.1-2'],
    needs: ['component'],
    says: 'initial presence makes the server probe the contacts elsewhere that the user is subscribed to',
  },
  '4.3.2/tells-strangers-nothing': {
    level: 'MUST NOT',
    covers: ['rfc6121-4.3.2-2', 'rfc6121-11-1'],
    says: 'a probe of one who is not subscribed brings no presence',
  },
  '4.3.2/answers-strangers-from-the-bare-jid': {
    level: 'MUST',
    covers: ['rfc6121-4.3.2-3'],
    says: 'an answer to the probe of a stranger comes from the bare JID',
  },
  '4.3.2/tells-the-last-presence-of-each-resource': {
    level: 'MUST',
    covers: ['rfc6121-4.3.2-9'],
    says: 'a probe of a subscriber brings the whole last presence of each available resource',
  },
  '4.3.2/tells-that-nobody-is-there': {
    level: 'SHOULD',
    covers: ['rfc6121-4.3.2-6'],
    says: 'a probe of a subscriber brings unavailable presence when no resource is available',
  },
  '4.3.2/tells-no-half-of-a-farewell': {
    level: 'SHOULD',
    covers: ['rfc6121-4.3.2-7'],
    says: 'a probe of who has gone brings the whole farewell or the bare fact, nothing between',
  },
  '4.3.2/tells-when-the-last-one-left': {
    level: 'SHOULD',
    covers: ['rfc6121-4.3.2-8'],
    says: 'a probe of who has gone brings the time of going, as delayed delivery has it',
  },
  '4.3.2/tells-of-the-probed-resource-alone': {
    level: 'MUST NOT',
    covers: ['rfc6121-4.3.2-10'],
    says: 'a probe of a full JID brings no presence of another resource',
  },
  '4.3.2/answers-for-the-probed-resource': {
    level: 'MUST',
    covers: ['rfc6121-4.3.2-11'],
    says: 'a probe of a full JID by a subscriber is answered when that resource is available',
  },
  '4.3.2.1/keeps-the-id-of-the-presence': {
    level: 'SHOULD',
    covers: ['rfc6121-4.3.2.1-1'],
    says: 'an answer to a probe keeps the id of the presence that it repeats',
  },
  '4.3.2.1/mirrors-the-id-where-no-presence-is-told': {
    level: 'SHOULD',
    covers: ['rfc6121-4.3.2.1-2'],
    says: 'an answer to a probe that tells of no available resource has the id of the probe',
  },
  '4.4.2/tells-subscribers-everything': {
    level: 'MUST',
    covers: ['rfc6121-4.4.2-1'],
    says: 'changed presence reaches every subscriber with all that is inside it',
  },
  '4.4.2/tells-own-resources': {
    level: 'MUST',
    covers: ['rfc6121-4.4.2-2'],
    says: "changed presence reaches all of the user's available resources, the sender among them",
  },
  '4.4.3/reaches-all-resources': {
    level: 'MUST',
    covers: ['rfc6121-4.4.3-1'],
    says: 'changed presence of a contact reaches every available resource of the subscriber',
  },
  '4.5.2/tells-subscribers-everything': {
    level: 'MUST',
    covers: ['rfc6121-4.5.2-4'],
    says: 'a farewell reaches every subscriber with all that is inside it',
  },
  '4.5.2/tells-subscribers-who-is-gone': {
    level: 'MUST',
    covers: ['rfc6121-4.5.2-2', 'rfc6121-4.5.2-3'],
    says: 'subscribers get unavailable presence when a contact closes the stream',
  },
  '4.5.2/tells-own-resources': {
    level: 'MUST',
    covers: ['rfc6121-4.5.2-5'],
    says: "a farewell reaches all of the user's available resources, the sender among them",
  },
  '4.5.2/speaks-for-who-was-cut-off': {
    level: 'MUST',
    covers: ['rfc6121-4.5.2-6'],
    says: 'subscribers get unavailable presence, once, when the connection of a contact is cut',
  },
  '4.5.2/may-come-back': {
    level: 'MUST',
    covers: ['rfc6121-4.5.2-7'],
    says: 'presence after a farewell on the same stream counts as initial presence',
  },
  '4.5.3/reaches-all-resources': {
    level: 'MUST',
    covers: ['rfc6121-4.5.3-1'],
    says: 'a farewell of a contact reaches every available resource of the subscriber',
  },
  '4.6.3/reaches-a-stranger': {
    level: 'MUST',
    covers: ['rfc6121-4.6.3-3'],
    says: 'directed presence reaches one who is not subscribed, with all that is inside it',
  },
  '4.6.3/stranger-hears-of-the-end': {
    level: 'MUST',
    covers: [],
    says: 'one who was shown presence gets unavailable presence when the user goes, once',
  },
  '4.6.3/reaches-a-subscriber': {
    level: 'MUST',
    covers: ['rfc6121-4.6.3-2'],
    says: 'directed presence reaches a subscriber besides what is broadcast',
  },
  '4.6.3/works-without-initial-presence': {
    level: 'MUST',
    covers: ['rfc6121-4.6.3-4'],
    says: 'directed presence of a resource that is not available is delivered',
  },
  '4.6.1/taken-back-once': {
    level: 'MUST',
    covers: ['rfc6121-4.6.1-4'],
    says: 'directed presence that was taken back is not taken back again when the user goes',
  },
  '4.6.1/subscriber-hears-broadcasts': {
    level: 'MUST',
    covers: ['rfc6121-4.6.1-2'],
    says: 'one who was shown presence and then subscribed gets every presence that is broadcast',
  },
  '4.6.1/cancellation-takes-presence-back': {
    level: 'MUST',
    covers: ['rfc6121-4.6.1-3'],
    says: 'one whose subscription is canceled gets unavailable presence, even if presence was shown to it',
  },
  '4.6.6/subscription-comes-first': {
    level: 'MUST',
    covers: ['rfc6121-4.6.6-3'],
    says: 'a probe of a subscriber brings what is broadcast, even if other presence was shown to it',
  },
  '4.6.6/answers-whom-presence-was-shown': {
    level: 'SHOULD',
    covers: ['rfc6121-4.6.6-4'],
    says: 'a probe of one who was shown presence brings that the resource is available, and no more',
  },
  '4.7.1/error-says-what-is-wrong': {
    level: 'MUST',
    covers: ['rfc6121-4.7.1-2'],
    says: 'presence of type error holds an error element',
  },
  '4.7.1/refuses-unknown-types': {
    level: 'SHOULD',
    covers: ['rfc6121-4.7.1-4'],
    says: 'presence of a type that is not defined is returned with bad-request',
  },
  '4.7.2.3/none-is-zero': {
    level: 'MUST',
    covers: ['rfc6121-4.7.2.3-5'],
    says: 'a resource that names no priority has priority 0',
  },
  '4.7.2.3/says-which-priority-it-goes-by': {
    level: 'MUST',
    covers: ['rfc6121-4.7.2.3-7'],
    says: 'user and contacts are told the priority by which the server delivers',
  },
} as const satisfies Requirements<'rfc6121'>
