/** Moderator use cases. */
import type { Requirements } from '#catalogue'

export const moderator = {
  '8/only-moderators': {
    level: 'MUST',
    covers: ['xep0045-8-1'],
    says: 'what only moderators may do is refused to others with forbidden',
  },
  '8.1/body-is-no-change-of-subject': {
    level: 'SHALL NOT',
    covers: ['xep0045-8.1-3'],
    says: 'a message that holds a body or a thread beside its subject changes no subject',
  },
  '8.1/announces-the-subject': {
    level: 'MUST',
    covers: ['xep0045-8.1-4'],
    says: 'a change of the subject reaches all occupants, from the room or from who made it',
  },
  '8.1/refuses-participants': {
    level: 'MUST',
    covers: ['xep0045-8.1-1', 'xep0045-8.1-7'],
    says: 'by default one who is no moderator is refused a change of the subject with forbidden',
  },
  '8.1/participants-may-if-allowed': {
    level: 'MUST',
    covers: [],
    says: 'a room that is configured so lets participants change the subject',
  },
  '8.2/tells-the-kicked': {
    level: 'MUST',
    covers: ['xep0045-8.2-1'],
    says: 'one who is kicked gets unavailable presence with role none and status code 307',
  },
  '8.2/confirms': {
    level: 'MUST',
    covers: ['xep0045-8.2-2'],
    says: 'a moderator who kicks is told that it was done, and it was',
  },
  '8.2/tells-the-others': {
    level: 'MUST',
    covers: ['xep0045-8.2-3'],
    says: 'those who remain get unavailable presence of the kicked with status code 307',
  },
  '8.2/protects-higher-affiliations': {
    level: 'MUST',
    covers: ['xep0045-8.2-4'],
    says: 'to kick one with a higher affiliation is refused with not-allowed',
  },
  '8.3/confirms': {
    level: 'MUST',
    covers: ['xep0045-8.3-2'],
    says: 'a moderator who grants voice is told that it was done, and the visitor may speak',
  },
  '8.3/announces': {
    level: 'MUST',
    covers: ['xep0045-8.3-3'],
    says: 'one who is granted voice is announced as a participant to all occupants',
  },
  '8.4/confirms': {
    level: 'MUST',
    covers: ['xep0045-8.4-2'],
    says: 'a moderator who revokes voice is told that it was done, and the visitor is silent',
  },
  '8.4/announces': {
    level: 'MUST',
    covers: ['xep0045-8.4-3'],
    says: 'one whose voice is revoked is announced as a visitor to all occupants',
  },
  '8.4/protects-the-same-affiliation': {
    level: 'MUST NOT',
    covers: ['xep0045-8.4-4'],
    says: 'no moderator revokes the voice of one whose affiliation is the same or higher',
  },
  '8.4/protects-admins-and-owners': {
    level: 'MUST NOT',
    covers: ['xep0045-8.4-5', 'xep0045-8.4-6', 'xep0045-8.5-5', 'xep0045-5.1.1-4'],
    says: 'to revoke the voice of an admin or owner is refused with not-allowed, whoever asks',
  },
  '8.5/lists-who-has-voice': {
    level: 'MUST',
    covers: ['xep0045-8.5-1'],
    says: 'a moderator is told who has voice, with nickname and role',
  },
  '8.5/changes-several': {
    level: 'MUST',
    covers: ['xep0045-8.5-3', 'xep0045-8.5-4'],
    says: 'several changes of voice in one request are confirmed, done and announced',
  },
  '8.6/asks-the-moderators': {
    level: 'SHOULD',
    covers: ['xep0045-8.6-1'],
    says: 'a request for voice is put before the moderators in a form that names who asks',
  },
  '8.6/approves': {
    level: 'MUST',
    covers: [],
    says: 'a moderator who approves of a request for voice gives voice',
  },
} as const satisfies Requirements<'xep0045'>
