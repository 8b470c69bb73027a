import type { Requirements } from '#catalogue'

export const presence = {
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
  '4.3/is-no-fault-of-a-client': {
    level: 'MUST NOT',
    covers: ['rfc6121-4.3-3'],
    says: 'a probe sent by a client is not by itself a reason for an error',
  },
  '4.3.2/tells-strangers-nothing': {
    level: 'MUST NOT',
    covers: ['rfc6121-4.3.2-2'],
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
} as const satisfies Requirements<'rfc6121'>
