/** Admin use cases. */
import type { Requirements } from '#catalogue'

export const admin = {
  '9/only-admins': {
    level: 'MUST',
    covers: ['xep0045-9-1'],
    says: 'what only admins may do is refused to others with forbidden',
  },
  '9.1/bans-the-bare-jid': {
    level: 'MUST',
    covers: ['xep0045-9.1-1'],
    says: 'one who was banned is kept out from every resource and under every nickname',
  },
  '9.1/confirms': {
    level: 'MUST',
    covers: ['xep0045-9.1-4'],
    says: 'an admin who bans is told that it was done, and the ban list holds the bare JID',
  },
  '9.1/tells-the-banned': {
    level: 'MUST',
    covers: ['xep0045-9.1-5'],
    says: 'one who is banned while in the room gets unavailable presence with affiliation outcast and status code 301',
  },
  '9.1/tells-the-others': {
    level: 'MUST',
    covers: ['xep0045-9.1-6'],
    says: 'those who remain get unavailable presence of the banned with status code 301',
  },
  '9.1/protects-owners': {
    level: 'MUST',
    covers: ['xep0045-9.1-7'],
    says: 'an admin who bans an owner is refused with not-allowed',
  },
  '9.1/not-oneself': {
    level: 'MUST',
    covers: ['xep0045-9.1-8'],
    says: 'one who bans oneself is refused with conflict',
  },
  '9.2/lists-the-banned': {
    level: 'MUST',
    covers: ['xep0045-9.2-1'],
    says: 'an admin is told who is banned, with affiliation and JID and without role',
  },
  '9.2/bans-several': {
    level: 'MUST',
    covers: ['xep0045-9.2-3', 'xep0045-9.2-4'],
    says: 'several bans in one request are confirmed, and all who are banned are removed and announced',
  },
  '9.2/all-or-nothing': {
    level: 'MUST',
    covers: ['xep0045-9.2-7'],
    says: 'a request that holds a ban which is not allowed is refused with conflict or not-allowed, and nothing of it is done',
  },
  '9.2/frees-the-nickname': {
    level: 'MUST',
    covers: ['xep0045-9.2-5'],
    says: 'a ban gives up the nickname that the banned had reserved',
  },
  '9.2/bans-domains': {
    level: 'SHOULD',
    covers: ['xep0045-9.2-6'],
    says: 'the ban of a domain keeps out whoever has an account there, and nobody else',
    needs: ['component'],
  },
  '9.3/confirms': {
    level: 'MUST',
    covers: ['xep0045-9.3-2'],
    says: 'an admin who makes a member is told that it was done, and the member list holds the bare JID',
  },
  '9.3/announces': {
    level: 'MUST',
    covers: ['xep0045-9.3-3', 'xep0045-9.5-21', 'xep0045-5.2.2-1'],
    says: 'one who becomes a member while in the room is announced as a member to all occupants',
  },
  '9.4/confirms': {
    level: 'MUST',
    covers: ['xep0045-9.4-2'],
    says: 'an admin who revokes membership is told that it was done, and the member list holds the JID no more',
  },
  '9.4/announces': {
    level: 'MUST',
    covers: ['xep0045-9.4-3', 'xep0045-9.5-15'],
    says: 'one who loses membership while in an open room is announced without affiliation to all occupants',
  },
  '9.4/removes-from-members-only': {
    level: 'MUST',
    covers: ['xep0045-9.4-4', 'xep0045-9.5-13'],
    says: 'one who loses membership is removed from a members-only room with status code 321, and all are told',
  },
  '9.4/removes-at-once': {
    level: 'SHOULD NOT',
    covers: ['xep0045-9.4-6', 'xep0045-9.4-7'],
    says: 'one who loses membership in a members-only room is not first announced as a non-member there',
  },
  '9.5/members-read-the-list': {
    level: 'SHOULD',
    covers: ['xep0045-9.5-2', 'xep0045-9.5-3'],
    says: 'in a non-anonymous members-only room a member may read the member list, inside and outside',
  },
  '9.5/lists-the-members': {
    level: 'MUST',
    covers: ['xep0045-9.5-4', 'xep0045-5.2.1-2'],
    says: 'an admin is told who is a member, with affiliation and JID',
  },
  '9.5/changes-several': {
    level: 'MUST',
    covers: ['xep0045-9.5-9', 'xep0045-9.5-10', 'xep0045-9.5-11', 'xep0045-9.5-12'],
    says: 'several changes of membership in one request are confirmed and done',
  },
  '9.5/only-admins-change-the-list': {
    level: 'SHOULD',
    covers: ['xep0045-9.5-1', 'xep0045-9.5-17'],
    says: 'in a members-only room a mere member makes no members',
  },
  '9.5/invited-become-members': {
    level: 'SHOULD',
    covers: ['xep0045-9.5-18'],
    says: 'one who is invited to a members-only room, by whoever may invite, is on the member list from then on',
  },
  '9.5/refuses-who-was-removed': {
    level: 'MUST',
    covers: ['xep0045-9.5-14'],
    says: 'one who was removed from the member list may not enter a members-only room again',
  },
  '9.5/invites-new-members': {
    level: 'SHOULD',
    covers: ['xep0045-9.5-16'],
    says: 'one who is added to the members of a members-only room is invited',
  },
  '9.5/invitations-make-no-members': {
    level: 'MUST NOT',
    covers: ['xep0045-9.5-20'],
    says: 'an invitation to an open room makes no member of the invitee',
  },
  '9.6/confirms': {
    level: 'MUST',
    covers: ['xep0045-9.6-2'],
    says: 'an admin who makes a moderator is told that it was done, and the moderator list holds the nickname',
  },
  '9.6/announces': {
    level: 'MUST',
    covers: ['xep0045-9.6-3', 'xep0045-5.1.3-1'],
    says: 'one who becomes a moderator is announced as such to all occupants',
  },
  '9.7/confirms': {
    level: 'MUST',
    covers: ['xep0045-9.7-2'],
    says: 'an admin who revokes moderator status is told that it was done, and the moderator list holds the nickname no more',
  },
  '9.7/announces': {
    level: 'MUST',
    covers: ['xep0045-9.7-3'],
    says: 'one who is a moderator no more is announced as a participant to all occupants',
  },
  '9.7/protects-admins-and-owners': {
    level: 'MUST NOT',
    covers: ['xep0045-9.7-4', 'xep0045-9.7-5', 'xep0045-9.8-5'],
    says: 'an admin who revokes the moderator status of an admin or owner is refused with not-allowed',
  },
  '9.8/lists-the-moderators': {
    level: 'MUST',
    covers: ['xep0045-9.8-1'],
    says: 'an admin is told who moderates, with nickname and role',
  },
  '9.8/changes-several': {
    level: 'MUST',
    covers: ['xep0045-9.8-3', 'xep0045-9.8-4'],
    says: 'several changes of moderator status in one request are confirmed, done and announced',
  },
} as const satisfies Requirements<'xep0045'>
