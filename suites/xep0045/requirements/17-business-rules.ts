/** What holds of addresses, messages, presence and iq stanzas throughout, and what the service does by itself. */
import type { Requirements } from '#catalogue'

export const businessRules = {
  '11.1/marks-technical-removals': {
    level: 'MUST',
    covers: ['xep0045-11.1-2', 'xep0045-11.1-3'],
    says: 'a removal after a delivery error, where it is marked at all, is marked with status code 333 for all',
  },
  '11.2/says-that-it-shuts-down': {
    level: 'SHOULD',
    covers: ['xep0045-11.2-1'],
    says: 'a service that shuts down removes everyone from its rooms with status code 332',
    needs: ['control-restart'],
  },
  '16.6.2/tells-who-is-shown': {
    level: 'SHOULD',
    covers: [],
    says: 'a room that begins or ceases to show those who are not inside tells so by status code 102 or 103',
  },
  '17.1/no-invisible-nicknames': {
    level: 'MUST NOT',
    covers: ['xep0045-17.1-3'],
    says: 'a nickname of spaces alone is refused',
  },
  '17.1/prepares-addresses': {
    level: 'MUST',
    covers: ['xep0045-17.1-1'],
    says: 'names of rooms and nicknames are prepared before they are compared, and refused where they cannot be',
  },
  '17.1/no-empty-parts': {
    level: 'MUST',
    covers: ['xep0045-17.1-2'],
    says: 'an entry with an empty name of a room or an empty nickname is refused with jid-malformed',
  },
  '17.2/nobody-hears-outsiders': {
    level: 'MUST NOT',
    covers: ['xep0045-17.2-3'],
    says: 'a message from one who is not in the room is delivered to no occupant, whether sent to one or to all',
  },
  '17.2/no-room-to-speak-in': {
    level: 'SHOULD',
    covers: ['xep0045-17.2-4'],
    says: 'a message to a room that does not exist is refused with item-not-found',
  },
  '17.2/passes-extensions-on': {
    level: 'SHOULD',
    covers: ['xep0045-17.2-5'],
    says: 'what a message holds beside its body is passed on unchanged',
  },
  '17.3/typed-presence-does-not-enter': {
    level: 'MUST NOT',
    covers: ['xep0045-17.3-2'],
    says: 'presence with a type lets nobody enter',
  },
  '17.3/probes-do-not-leave': {
    level: 'MUST NOT',
    covers: ['xep0045-17.3-4'],
    says: 'a probe by an occupant is no request to leave',
  },
  '17.3/entering-again-synchronizes': {
    level: 'MUST',
    covers: ['xep0045-17.3-5', 'xep0045-7.2.1-6'],
    says: 'an occupant who asks to enter again gets everything that one who enters gets',
  },
  '17.3/passes-a-changed-entry-on': {
    level: 'SHOULD',
    covers: ['xep0045-17.3-6'],
    says: 'an occupant who asks to enter again with other presence is announced with that',
  },
  '17.3/ignores-exits-of-strangers': {
    level: 'MUST',
    covers: ['xep0045-17.3-8'],
    says: 'unavailable presence of one who is no occupant is ignored in silence',
  },
  '17.3/states-of-its-own-alone': {
    level: 'MUST NOT',
    covers: ['xep0045-17.3-9', 'xep0045-17.3-11'],
    says: 'what an occupant claims about roles, affiliations and status codes is not passed on',
  },
  '17.3/passes-presence-on': {
    level: 'SHOULD',
    covers: ['xep0045-17.3-13'],
    says: 'what the presence of an occupant holds otherwise is passed on',
  },
  '17.3/role-and-affiliation-always': {
    level: 'MUST',
    covers: ['xep0045-17.3-14', 'xep0045-5.1-6', 'xep0045-5.2-3'],
    says: 'every presence from a room tells role and affiliation, the last one, too',
  },
  '17.3/tells-what-was-lost': {
    level: 'MUST',
    covers: ['xep0045-17.3-15', 'xep0045-17.3-16'],
    says: 'the loss of a role or affiliation is told, and so is the new one with all presence from then on',
  },
  '17.3/full-jid': {
    level: 'MUST',
    covers: ['xep0045-17.3-17'],
    says: 'the JID of an occupant in presence is the full one',
  },
  '17.4/hides-both-ends': {
    level: 'MUST NOT',
    covers: ['xep0045-17.4-2', 'xep0045-17.4-3'],
    says: 'a request to an occupant and its answer pass between occupant JIDs and show neither real JID',
  },
  '17.4/role-or-affiliation': {
    level: 'MUST',
    covers: ['xep0045-17.4-4'],
    says: 'an item that sets both a role and an affiliation is refused with bad-request',
  },
  '17.4/role-lists-are-complete': {
    level: 'MUST',
    covers: ['xep0045-17.4-6'],
    says: 'lists of a role hold nickname, role, affiliation and full JID',
  },
  '17.4/affiliation-lists-hold-no-roles': {
    level: 'MUST NOT',
    covers: ['xep0045-17.4-7'],
    says: 'lists of an affiliation hold affiliation and bare JID, and no role',
  },
  '18.1/tells-the-absent': {
    level: 'MUST',
    covers: ['xep0045-18.1-2'],
    says: 'a message that tells one who is absent of a new affiliation holds status code 101',
  },
  '18.1.1/tells-what-may-pass': {
    level: 'MUST',
    covers: ['xep0045-18.1.1-4', 'xep0045-18.1.1-5'],
    says: 'a room that lets every extension pass refuses to list those that may, instead of listing none',
  },
  '18.1.2/removes-ghosts': {
    level: 'SHOULD',
    covers: ['xep0045-18.1.2-1'],
    says: 'an occupant whose client cannot be reached, as an error says, is removed',
  },
} as const satisfies Requirements<'xep0045'>
