/** Owner use cases. */
import type { Requirements } from '#catalogue'

export const owner = {
  '10.1.1/makes-the-creator-owner': {
    level: 'MUST',
    covers: ['xep0045-10.1.1-3', 'xep0045-10.1.1-4', 'xep0045-10.1.1-5', 'xep0045-10.1.1-16'],
    says: 'one who creates a room is in it as its owner and is told so by status code 201',
  },
  '10.1.1/refuses-who-may-not-create': {
    level: 'MUST',
    covers: ['xep0045-10.1.1-2'],
    says: 'where not everybody may create rooms, others are refused with not-allowed',
    needs: ['component'],
  },
  '10.1.1/unlocks-when-configured': {
    level: 'MUST',
    covers: ['xep0045-10.1.1-13', 'xep0045-10.1.3-5'],
    says: 'once the form is submitted, that is confirmed and others may enter',
  },
  '10.1.1/cancelling-destroys-the-room': {
    level: 'MUST',
    covers: ['xep0045-10.1.1-14', 'xep0045-10.1.3-8'],
    says: 'a room whose first configuration is cancelled is destroyed, and its owner gets unavailable presence',
  },
  '10.1.2/instant-room': {
    level: 'MUST',
    covers: ['xep0045-10.1.2-2'],
    says: 'an empty form unlocks the room with its defaults',
  },
  '10.1.3/gives-the-form': {
    level: 'MUST',
    covers: ['xep0045-10.1.3-2', 'xep0045-10.1.1-8'],
    says: 'the owner of a new room who asks for the configuration is given a form',
  },
  '10.1.3/form-or-nothing': {
    level: 'MUST',
    covers: ['xep0045-10.1.1-9', 'xep0045-10.1.3-3', 'xep0045-10.2-3'],
    says: 'an owner who asks for the configuration gets a form, or an empty query where nothing can be configured',
  },
  '10.1.3/refuses-a-blank-password': {
    level: 'MUST',
    covers: ['xep0045-10.1.3-6'],
    says: 'a configuration against a policy, such as a blank password, is refused with not-acceptable',
  },
  '10.1.3/says-that-it-was-destroyed': {
    level: 'MUST',
    covers: ['xep0045-10.1.3-9'],
    says: 'the owner who cancels the first configuration is told that the room was destroyed',
  },
  '10.2/owners-alone-configure': {
    level: 'MUST',
    covers: ['xep0045-10.2-1'],
    says: 'the configuration of a room is refused to whoever is no owner with forbidden',
  },
  '10.2/form-holds-what-is-set': {
    level: 'MUST',
    covers: ['xep0045-10.2-2'],
    says: 'the form holds the options as they are set',
  },
  '10.2/cancelling-changes-nothing': {
    level: 'MUST',
    covers: ['xep0045-10.2-5'],
    says: 'a later configuration that is cancelled leaves everything as it was',
  },
  '10.2/removes-non-members': {
    level: 'MUST',
    covers: ['xep0045-10.2-12'],
    says: 'when a room becomes members-only, non-members are removed with status code 322, and all are told',
  },
  '10.2/persistent-rooms-stay': {
    level: 'MUST',
    covers: [],
    says: 'a room that is persistent stays when the last occupant leaves, any other ceases to exist',
  },
  '10.2/options-take-effect': {
    level: 'SHOULD',
    covers: [],
    says: 'each option of the form does what it is defined to do',
  },
  '10.2.1/tells-of-privacy': {
    level: 'MUST',
    covers: ['xep0045-10.2.1-1'],
    says: 'when a room begins or ceases to show full JIDs, all occupants are told by status code 172 or 173',
  },
  '10.2.1/tells-of-logging': {
    level: 'MUST',
    covers: ['xep0045-10.2.1-1'],
    says: 'when a room begins or ceases to be logged, all occupants are told by status code 170 or 171',
    needs: ['muc-mam'],
  },
  '10.2.1/tells-of-other-changes': {
    level: 'SHOULD',
    covers: ['xep0045-10.2.1-2'],
    says: 'other changes of the configuration are told to all occupants by status code 104',
  },
  '10.3/refuses-others': {
    level: 'MUST',
    covers: ['xep0045-10.3-5', 'xep0045-10.5-7'],
    says: 'whoever is no owner is refused with forbidden to make an owner',
  },
  '10.3/confirms': {
    level: 'MUST',
    covers: ['xep0045-10.3-6'],
    says: 'an owner who makes another is told that it was done, and the owner list holds the bare JID',
  },
  '10.3/announces': {
    level: 'MUST',
    covers: ['xep0045-10.3-7', 'xep0045-10.5-11'],
    says: 'one who becomes an owner is announced as such to all occupants',
  },
  '10.3/takes-full-jids': {
    level: 'SHOULD',
    covers: [
      'xep0045-10.3-4',
      'xep0045-10.4-4',
      'xep0045-10.5-6',
      'xep0045-10.6-3',
      'xep0045-10.7-3',
      'xep0045-10.8-6',
    ],
    says: 'an affiliation that is set for a full JID is set for the bare one',
  },
  '10.4/refuses-others': {
    level: 'MUST',
    covers: ['xep0045-10.4-5'],
    says: 'whoever is no owner is refused with forbidden to revoke ownership',
  },
  '10.4/keeps-the-last-owner': {
    level: 'MUST NOT',
    covers: ['xep0045-10.4-6', 'xep0045-10.2-9', 'xep0045-10.5-8', 'xep0045-10-1'],
    says: 'the last owner who revokes the own ownership is refused with conflict',
  },
  '10.4/lets-an-owner-go': {
    level: 'SHOULD',
    covers: ['xep0045-10.4-7', 'xep0045-10.2-10', 'xep0045-10.5-9'],
    says: 'an owner may revoke the own ownership where there are others',
  },
  '10.4/confirms': {
    level: 'MUST',
    covers: ['xep0045-10.4-10'],
    says: 'an owner who revokes the ownership of another is told that it was done, and the owner list holds the JID no more',
  },
  '10.4/protects-other-owners': {
    level: 'MUST',
    covers: ['xep0045-10.4-8'],
    says: 'where an owner may not revoke the ownership of another, that is refused with not-authorized',
  },
  '10.4/announces': {
    level: 'MUST',
    covers: ['xep0045-10.4-11'],
    says: 'one who is an owner no more is announced as such to all occupants',
  },
  '10.5/lists-the-owners': {
    level: 'MUST',
    covers: ['xep0045-10.5-3'],
    says: 'an owner is told who the owners are, with affiliation and JID',
  },
  '10.5/refuses-others-the-list': {
    level: 'MUST',
    covers: ['xep0045-10.5-1'],
    says: 'in a semi-anonymous room whoever is no owner is refused the owner list with forbidden',
  },
  '10.5/changes-several': {
    level: 'MUST',
    covers: ['xep0045-10.5-10'],
    says: 'several changes of ownership in one request are confirmed and done',
  },
  '10.6/refuses-others': {
    level: 'MUST',
    covers: ['xep0045-10.6-4', 'xep0045-10.8-7'],
    says: 'whoever is no owner is refused with forbidden to make an admin',
  },
  '10.6/confirms': {
    level: 'MUST',
    covers: ['xep0045-10.6-5'],
    says: 'an owner who makes an admin is told that it was done, and the admin list holds the bare JID',
  },
  '10.6/announces': {
    level: 'MUST',
    covers: ['xep0045-10.6-6', 'xep0045-10.8-9'],
    says: 'one who becomes an admin is announced as an admin and moderator to all occupants',
  },
  '10.7/refuses-others': {
    level: 'MUST',
    covers: ['xep0045-10.7-4'],
    says: 'whoever is no owner is refused with forbidden to revoke admin status',
  },
  '10.7/confirms': {
    level: 'MUST',
    covers: ['xep0045-10.7-5'],
    says: 'an owner who revokes admin status is told that it was done, and the admin list holds the JID no more',
  },
  '10.7/announces': {
    level: 'MUST',
    covers: ['xep0045-10.7-6'],
    says: 'one who is an admin no more is announced as such to all occupants',
  },
  '10.8/lists-the-admins': {
    level: 'MUST',
    covers: ['xep0045-10.8-3'],
    says: 'an owner is told who the admins are, with affiliation and JID',
  },
  '10.8/refuses-others-the-list': {
    level: 'MUST',
    covers: ['xep0045-10.8-1'],
    says: 'in a semi-anonymous room whoever is no owner is refused the admin list with forbidden',
  },
  '10.8/changes-several': {
    level: 'MUST',
    covers: ['xep0045-10.8-8'],
    says: 'several changes of admin status in one request are confirmed and done',
  },
  '10.9/owners-destroy': {
    level: 'MUST',
    covers: ['xep0045-10.9-1'],
    says: 'an owner destroys a room, even one that is persistent, and it is gone',
  },
  '10.9/tells-each-once': {
    level: 'SHOULD NOT',
    covers: ['xep0045-10.9-7'],
    says: 'each occupant of a destroyed room gets one unavailable presence, the own',
  },
  '10.9/says-that-it-was-destroyed': {
    level: 'MUST',
    covers: ['xep0045-10.9-8'],
    says: 'those who are removed from a destroyed room are told that it was destroyed, even without a reason',
  },
  '10.9/tells-reason-and-venue': {
    level: 'MUST',
    covers: ['xep0045-10.9-9'],
    says: 'those who are removed from a destroyed room are told the reason and the other venue',
  },
  '10.9/owners-alone-destroy': {
    level: 'MUST',
    covers: ['xep0045-10.9-10'],
    says: 'whoever is no owner is refused with forbidden to destroy a room',
  },
} as const satisfies Requirements<'xep0045'>
