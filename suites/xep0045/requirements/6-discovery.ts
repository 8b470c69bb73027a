/** Roles, affiliations and what can be discovered. */
import type { Requirements } from '#catalogue'

export const discovery = {
  '5.1/knows-the-roles': {
    level: 'REQUIRED',
    covers: ['xep0045-5.1-1', 'xep0045-5.1-2', 'xep0045-5.1-3'],
    says: 'moderator, participant and visitor can be given and are told as such',
  },
  '5.1/remembers-voice': {
    level: 'SHOULD',
    covers: ['xep0045-5.1-5'],
    says: 'one who was given voice in a moderated room has it again at the next visit',
  },
  '5.1.2/default-roles': {
    level: 'SHOULD',
    covers: ['xep0045-5.1.2-1'],
    says: 'one who enters gets the role that the own affiliation and the type of the room call for',
  },
  '5.1.3/protects-higher-moderators': {
    level: 'SHOULD NOT',
    covers: ['xep0045-5.1.3-2', 'xep0045-5.2.1-1'],
    says: 'nobody revokes the moderator status of one with a higher affiliation',
  },
  '5.1.3/follows-the-role-chart': {
    level: 'MUST',
    covers: ['xep0045-5.1.3-1'],
    says: 'roles change as the role state chart has it, by those whom it names alone, and everyone and every list tells so',
  },
  '5.1.3/keeps-track': {
    level: 'MUST',
    covers: ['xep0045-5.1.3-1', 'xep0045-5.2.2-1'],
    says: 'after many changes of role and affiliation everyone is what the answers have said',
  },
  '5.2/knows-the-affiliations': {
    level: 'REQUIRED',
    covers: ['xep0045-5.2-1', 'xep0045-5.2-2'],
    says: 'owner, admin, member and outcast can be given and are listed as such',
  },
  '5.2.1/members-do-not-see-who-is-hidden': {
    level: 'SHOULD',
    covers: [],
    says: 'in a semi-anonymous room a member is refused the member list',
  },
  '5.2.2/follows-the-affiliation-chart': {
    level: 'MUST',
    covers: ['xep0045-5.2.2-1'],
    says: 'affiliations change as the affiliation state chart has it, by those whom it names alone, and everyone is told',
  },
  '6/answers-service-discovery': {
    level: 'MUST',
    covers: ['xep0045-6-1', 'xep0045-6.2-1'],
    says: 'the service answers service discovery as a text conference with the feature of multi-user chat',
  },
  '6.3/lists-public-rooms': {
    level: 'SHOULD',
    covers: ['xep0045-6.3-1'],
    says: 'the service lists its public rooms and none that is hidden',
  },
  '6.4/room-tells-what-it-is': {
    level: 'MUST',
    covers: ['xep0045-6.4-2'],
    says: 'a room answers service discovery as a text conference with the feature of multi-user chat',
  },
  '6.4/room-tells-its-type': {
    level: 'SHOULD',
    covers: ['xep0045-6.4-3', 'xep0045-16.3-1'],
    says: 'a room tells by features how it is configured',
  },
  '6.5/lists-occupants-or-nobody': {
    level: 'MUST',
    covers: ['xep0045-6.5-3'],
    says: 'a room that is asked for its items lists its occupants, or is empty, but does not refuse',
  },
  '6.6/not-past-the-room': {
    level: 'MUST',
    covers: ['xep0045-6.6-1'],
    says: 'service discovery of an occupant by one who is none is refused with bad-request',
  },
} as const satisfies Requirements<'xep0045'>
