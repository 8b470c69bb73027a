/** Entering a room. */
import type { Requirements } from '#catalogue'

export const entering = {
  '7.1/order-of-events': {
    level: 'MUST',
    covers: ['xep0045-7.1-1'],
    says: 'one who enters gets the presence of the others, the own presence, history, the subject and live traffic, in this order',
  },
  '7.2.1/nickname-is-needed': {
    level: 'MUST',
    covers: ['xep0045-7.2.1-4'],
    says: 'an entry that names no nickname is refused with jid-malformed',
  },
  '7.2.2/others-with-role-and-affiliation': {
    level: 'MUST',
    covers: ['xep0045-7.2.2-1'],
    says: 'one who enters gets the presence of each occupant, with role and affiliation',
  },
  '7.2.2/one-extension': {
    level: 'MUST NOT',
    covers: ['xep0045-7.2.2-2'],
    says: 'no presence from a room holds the extension for users twice',
  },
  '7.2.2/newcomer-is-announced': {
    level: 'MUST',
    covers: ['xep0045-7.2.2-3'],
    says: 'the presence of one who enters goes to all occupants, the newcomer included',
  },
  '7.2.2/self-presence-is-marked': {
    level: 'MUST',
    covers: ['xep0045-7.2.2-4'],
    says: 'the presence of an occupant goes to that occupant with status code 110, and to no one else with it',
  },
  '7.2.2/self-presence-comes-last': {
    level: 'MUST NOT',
    covers: ['xep0045-7.2.2-5', 'xep0045-7.2.2-8'],
    says: 'the own presence comes after the presence of all other occupants',
  },
  '7.2.2/tells-of-a-modified-nickname': {
    level: 'MUST',
    covers: ['xep0045-7.2.2-7'],
    says: 'one who enters and is given another nickname than asked for is told so by status code 210',
  },
  '7.2.3/full-jid-to-all': {
    level: 'MUST',
    covers: ['xep0045-7.2.3-1'],
    says: 'in a non-anonymous room the full JID of one who enters is told to all occupants',
  },
  '7.2.3/warns-of-full-jids': {
    level: 'MUST',
    covers: ['xep0045-7.2.3-2', 'xep0045-14.5-1'],
    says: 'one who enters a non-anonymous room is warned by status code 100',
  },
  '7.2.4/full-jid-to-moderators-alone': {
    level: 'MUST',
    covers: ['xep0045-7.2.4-1'],
    says: 'in a semi-anonymous room the full JID of an occupant is told to moderators and to nobody else',
  },
  '7.2.5/asks-for-the-password': {
    level: 'MUST',
    covers: ['xep0045-7.2.5-1'],
    says: 'entry without the right password is refused with not-authorized',
  },
  '7.2.5/admits-with-the-password': {
    level: 'MUST',
    covers: [],
    says: 'one who gives the right password may enter',
  },
  '7.2.6/members-only': {
    level: 'MUST',
    covers: ['xep0045-7.2.6-1'],
    says: 'a members-only room refuses others with registration-required',
  },
  '7.2.6/admits-members': {
    level: 'MUST',
    covers: [],
    says: 'a members-only room admits its members',
  },
  '7.2.7/refuses-the-banned': {
    level: 'MUST',
    covers: ['xep0045-7.2.7-1'],
    says: 'one who is banned is refused with forbidden',
  },
  '7.2.8/nickname-in-use': {
    level: 'MUST',
    covers: ['xep0045-7.2.8-1'],
    says: 'entry with a nickname that another user has is refused with conflict',
  },
  '7.2.8/same-user-may-share-a-nickname': {
    level: 'SHOULD',
    covers: ['xep0045-7.2.8-2'],
    says: 'a user may enter from two resources with the same nickname',
  },
  '7.2.8/messages-reach-every-session': {
    level: 'MUST',
    covers: ['xep0045-7.2.8-3'],
    says: 'all resources that share a nickname get what is said in the room and may speak there',
  },
  '7.2.10/locked-room-is-not-found': {
    level: 'MUST',
    covers: ['xep0045-7.2.10-1'],
    says: 'a room that is not yet configured refuses others with item-not-found',
  },
  '7.2.11/creates-the-room': {
    level: 'SHOULD',
    covers: ['xep0045-7.2.11-1'],
    says: 'a room that does not exist is created for one who seeks to enter it',
  },
  '7.2.12/warns-of-logging': {
    level: 'MUST',
    covers: ['xep0045-7.2.12-1', 'xep0045-14.3-1'],
    says: 'one who enters a room that is logged is warned by status code 170',
    needs: ['muc-mam'],
  },
  '7.2.13/history-after-presence': {
    level: 'MUST NOT',
    covers: ['xep0045-7.2.13-2'],
    says: 'history comes after the presence of all occupants',
  },
  '7.2.13/history-is-stamped': {
    level: 'MUST',
    covers: ['xep0045-7.2.13-3'],
    says: 'each message of the history says when it was sent first',
  },
  '7.2.13/stamped-by-the-room': {
    level: 'MUST',
    covers: ['xep0045-7.2.13-4'],
    says: 'the delay of a message of the history is from the room',
  },
  '7.2.13/history-before-subject': {
    level: 'MUST',
    covers: ['xep0045-7.2.13-5'],
    says: 'all history comes before the subject and before anything live',
  },
  '7.2.14/limits-history': {
    level: 'MUST',
    covers: ['xep0045-7.2.14-2'],
    says: 'one who enters gets no more history than asked for, whichever way the limit is put',
  },
  '7.2.14/history-of-whole-stanzas': {
    level: 'MUST',
    covers: ['xep0045-7.2.14-3'],
    says: 'under a limit of characters, history is as many whole stanzas as fit',
  },
  '7.2.14/keeps-its-own-limit': {
    level: 'SHOULD NOT',
    covers: ['xep0045-7.2.14-5'],
    says: 'a wish for all history is served within the limits of the room',
  },
  '7.2.15/sends-the-subject': {
    level: 'SHALL',
    covers: ['xep0045-7.2.15-1', 'xep0045-8.1-5'],
    says: 'one who enters gets the current subject, in a message without a body',
  },
  '7.2.15/subject-is-stamped': {
    level: 'SHOULD',
    covers: ['xep0045-7.2.15-2'],
    says: 'the subject comes with the time at which it was set',
  },
  '7.2.15/subject-is-stamped-by-the-room': {
    level: 'MUST',
    covers: ['xep0045-7.2.15-3'],
    says: 'if the subject comes with a delay, that is from the room',
  },
  '7.2.15/no-subject-is-empty': {
    level: 'MUST',
    covers: ['xep0045-7.2.15-4'],
    says: 'where no subject is set, an empty one is sent',
  },
  '7.2.15/cleared-subject-is-stamped': {
    level: 'SHOULD',
    covers: ['xep0045-7.2.15-5'],
    says: 'the empty subject of a room whose subject was cleared comes with the time of that',
  },
  '7.2.16/live-after-the-subject': {
    level: 'SHALL',
    covers: ['xep0045-7.2.16-1'],
    says: 'once the subject is sent, messages, entries and exits follow',
  },
  '7.2.18/kicks-the-desynchronized': {
    level: 'RECOMMENDED',
    covers: ['xep0045-7.2.18-1'],
    says: 'presence of one who is no occupant and does not ask to enter is answered with a kick',
  },
  '7.2.18/marks-the-kick': {
    level: 'MUST',
    covers: ['xep0045-7.2.18-2'],
    says: 'a kick of one who is no occupant, where there is one, holds the status codes 110, 307 and 333',
  },
} as const satisfies Requirements<'xep0045'>
