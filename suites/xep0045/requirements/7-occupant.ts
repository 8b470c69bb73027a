/** Occupant use cases, once in the room. */
import type { Requirements } from '#catalogue'

export const occupant = {
  '7.4/reflects-messages': {
    level: 'MUST',
    covers: ['xep0045-7.4-2'],
    says: 'what one with voice says goes to every occupant, the speaker included, from the occupant JID of the speaker',
  },
  '7.4/keeps-the-id': {
    level: 'SHOULD',
    covers: ['xep0045-7.4-3'],
    says: 'a message is reflected with the id that the client gave it',
  },
  '7.4/says-that-ids-are-kept': {
    level: 'SHOULD',
    covers: ['xep0045-7.4-5'],
    says: 'service and room say by service discovery that ids are kept',
  },
  '7.4/visitors-have-no-voice': {
    level: 'MUST',
    covers: ['xep0045-7.4-6'],
    says: 'what a visitor says in a moderated room is refused with forbidden and reaches nobody',
  },
  '7.4/refuses-who-is-not-inside': {
    level: 'SHOULD',
    covers: ['xep0045-7.4-7'],
    says: 'a message to the room from one who is no occupant is refused with not-acceptable and reaches nobody',
  },
  '7.5/private-message-from-the-occupant': {
    level: 'MUST',
    covers: [],
    says: 'a private message reaches that occupant alone, from the occupant JID of the sender',
  },
  '7.5/marks-private-messages': {
    level: 'SHOULD',
    covers: ['xep0045-7.5-4'],
    says: 'a private message is delivered with the extension for users, whether it was sent with it or not',
  },
  '7.5/no-groupchat-to-an-occupant': {
    level: 'MUST',
    covers: ['xep0045-7.5-5'],
    says: 'a message of type groupchat to a single occupant is not delivered but refused with bad-request',
  },
  '7.5/nobody-of-that-nickname': {
    level: 'MUST',
    covers: ['xep0045-7.5-6'],
    says: 'a private message to a nickname that nobody has is refused with item-not-found',
  },
  '7.5/not-from-outside': {
    level: 'MUST',
    covers: ['xep0045-7.5-7'],
    says: 'a private message from one who is no occupant is refused with not-acceptable',
  },
  '7.6/correlates-old-and-new': {
    level: 'MUST',
    covers: ['xep0045-7.6-1'],
    says: 'one who changes nickname becomes unavailable under the old one with status code 303 and the new one, then available under the new one',
  },
  '7.6/new-nickname-in-use': {
    level: 'MUST',
    covers: ['xep0045-7.6-3'],
    says: 'a change to a nickname that another user has is refused with conflict',
  },
  '7.6/keeps-to-a-locked-nickname': {
    level: 'MUST',
    covers: ['xep0045-7.6-2', 'xep0045-7.6-5'],
    says: 'a change away from a locked nickname is refused with not-acceptable, or taken back with status code 210',
  },
  '7.7/passes-availability-on': {
    level: 'MUST',
    covers: [],
    says: 'a change of availability in the room reaches all occupants, with role and affiliation',
  },
  '7.8.2/names-the-inviter': {
    level: 'MUST',
    covers: ['xep0045-7.8.2-2'],
    says: 'an invitation reaches the invitee from the room, with the JID of the inviter, the reason and, where there is one, the password',
  },
  '7.8.2/only-admins-invite-to-members-only': {
    level: 'MUST',
    covers: ['xep0045-7.8.2-4', 'xep0045-9.5-19'],
    says: 'in a members-only room an invitation by a mere member is refused with forbidden',
  },
  '7.8.2/nobody-to-invite': {
    level: 'SHOULD',
    covers: ['xep0045-7.8.2-5'],
    says: 'an invitation to an account that does not exist is refused with item-not-found',
  },
  '7.8.2/passes-the-decline-on': {
    level: 'MUST',
    covers: [],
    says: 'a declined invitation is told to the inviter, with the invitee and the reason',
  },
  '7.9/adds-no-delay-of-its-own': {
    level: 'SHOULD NOT',
    covers: ['xep0045-7.9-4'],
    says: 'earlier messages that the owner brings into a room keep their own delay and get no other',
  },
  '7.10/offers-a-form': {
    level: 'MUST',
    covers: ['xep0045-7.10-3', 'xep0045-7.10-7'],
    says: 'one who asks how to register is given a data form',
  },
  '7.10/no-room-to-register-with': {
    level: 'MUST',
    covers: ['xep0045-7.10-4'],
    says: 'registration with a room that does not exist is refused with item-not-found',
  },
  '7.10/not-allowed-to-register': {
    level: 'MUST',
    covers: ['xep0045-7.10-5'],
    says: 'one who may not register is refused with not-allowed',
  },
  '7.10/knows-the-registered': {
    level: 'MUST',
    covers: ['xep0045-7.10-6'],
    says: 'one who is registered is told so, with the registered nickname',
  },
  '7.10/nickname-is-reserved': {
    level: 'MUST',
    covers: ['xep0045-7.10-9'],
    says: 'registration of a nickname that another user has registered is refused with conflict',
  },
  '7.10/needs-a-form': {
    level: 'MUST',
    covers: ['xep0045-7.10-11'],
    says: 'registration without a valid data form is refused with bad-request',
  },
  '7.10/confirms': {
    level: 'MUST',
    covers: ['xep0045-7.10-12'],
    says: 'registration is confirmed',
  },
  '7.10/announces-new-members': {
    level: 'MUST',
    covers: ['xep0045-7.10-14'],
    says: 'one who becomes a member by registering is announced as a member to all occupants',
  },
  '7.10/gives-the-registered-nickname': {
    level: 'SHOULD',
    covers: ['xep0045-7.10-17'],
    says: 'where registered nicknames are locked, one who enters with another is given the registered one',
  },
  '7.12/tells-the-reserved-nickname': {
    level: 'MUST',
    covers: ['xep0045-7.12-5', 'xep0045-18.1-15'],
    says: 'the registered nickname is told as the name of an identity conference/text',
  },
  '7.12/no-reserved-nickname': {
    level: 'MUST',
    covers: ['xep0045-7.12-6'],
    says: 'one without a registered nickname is told of no identity',
  },
  '7.12/answers-inside-the-room': {
    level: 'MUST NOT',
    covers: ['xep0045-7.12-8'],
    says: 'the reserved nickname is told to one who is in the room already',
  },
  '7.12/keeps-the-nickname-for-its-owner': {
    level: 'MUST',
    covers: ['xep0045-7.12-9'],
    says: 'entry with a nickname that another user has registered is refused with conflict',
  },
  '7.12/other-nicknames-are-free': {
    level: 'SHOULD',
    covers: ['xep0045-7.12-7'],
    says: 'one who has registered a nickname may enter with another, or is refused with not-acceptable',
  },
  '7.14/says-goodbye': {
    level: 'MUST',
    covers: ['xep0045-7.14-1'],
    says: 'one who leaves gets unavailable presence from the own occupant JID, with status code 110',
  },
  '7.14/tells-who-left': {
    level: 'MUST',
    covers: ['xep0045-7.14-3'],
    says: 'those who remain get unavailable presence from the occupant JID of one who leaves',
  },
  '7.14/role-none': {
    level: 'MUST',
    covers: ['xep0045-7.14-4'],
    says: 'the presence of one who has left tells the affiliation, and the role none',
  },
} as const satisfies Requirements<'xep0045'>
