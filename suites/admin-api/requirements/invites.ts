import type { Requirements } from '#catalogue'

export const invites = {
  'invites/invites-to-an-account': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an invitation to register is made, with or without wishes in the request',
  },
  'invites/null-is-no-wish': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'a wish that is null is none',
  },
  'invites/an-invited-user-registers': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'who holds the token of an invitation can register an account and log in',
    needs: ['invite-registration'],
  },
  'invites/serves-once': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an invitation that is not reusable registers one account, and is gone then',
    needs: ['invite-registration'],
  },
  'invites/is-bound-to-its-username': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an invitation that names a username registers no other',
    needs: ['invite-registration'],
  },
  'invites/refuses-a-name-that-is-taken': {
    level: 'SHOULD',
    covers: [],
    says: 'an invitation to register an account that exists is refused as a conflict',
  },
  'invites/puts-the-invited-into-groups': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an account that is registered by an invitation becomes a member of the groups it names',
    needs: ['invite-registration'],
  },
  'invites/gives-the-invited-their-roles': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an account that is registered by an invitation has the first of the roles it names',
    needs: ['invite-registration'],
  },
  'invites/lasts-as-long-as-asked': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an invitation expires as many seconds after its making as was asked for',
  },
  'invites/is-gone-when-it-has-expired': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an invitation whose time is over is not found, not listed, and registers nobody',
    needs: ['invite-registration'],
  },
  'invites/refuses-what-does-not-exist': {
    level: 'SHOULD',
    covers: [],
    says: 'an invitation to a group or a role that does not exist is refused',
  },
  'invites/keeps-the-note': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'the note of an invitation is given back with it',
  },
  'invites/names-its-source': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'an invitation says that this API made it, and for whom',
    needs: ['make-tokens'],
  },
  'invites/parallel-invitations-are-different': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccount.200'],
    says: 'invitations that are made at once each have an id of their own that cannot be guessed',
  },
  'invites/invites-to-a-group': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForGroup.200'],
    says: 'an invitation to groups is made, names them, and can be used more than once',
  },
  'invites/a-group-invitation-serves-many': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForGroup.200'],
    says: 'several accounts can be registered by one group invitation',
    needs: ['invite-registration'],
  },
  'invites/a-group-invitation-makes-contacts': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForGroup.200'],
    says: 'accounts that are registered by the same group invitation are contacts of each other',
    needs: ['invite-registration'],
  },
  'invites/a-group-invitation-makes-its-group': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForGroup.200'],
    says: 'a group invitation that names no group makes a new one, by the options that it has',
  },
  'invites/a-new-group-has-its-room': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForGroup.200'],
    says: 'the new group of a group invitation has a room where its options ask for one',
    needs: ['muc'],
  },
  'invites/a-group-invitation-lasts': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForGroup.200'],
    says: 'a group invitation without a time is valid until it is deleted, and reusable',
  },
  'invites/invites-to-a-reset': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccountReset.200'],
    says: 'an invitation to reset an account is made and says that it is one',
  },
  'invites/a-reset-lasts-a-day': {
    level: 'SHOULD',
    covers: ['admin-api-invites-createInviteForAccountReset.200'],
    says: 'a reset expires after a day, or after the time that was asked for',
  },
  'invites/a-reset-changes-the-password': {
    level: 'MUST',
    covers: ['admin-api-invites-createInviteForAccountReset.200'],
    says: 'who holds a reset gives the account a new password, once, and the old one is of no use then',
    needs: ['invite-registration'],
  },
  'invites/a-reset-needs-an-account': {
    level: 'SHOULD',
    covers: [],
    says: 'a reset of no account, or of one that does not exist, is refused',
  },
  'invites/gives-an-invitation': {
    level: 'MUST',
    covers: ['admin-api-invites-getInviteById.200'],
    says: 'an invitation is given by its id as it was when it was made',
  },
  'invites/unknown-invitation-is-not-found': {
    level: 'MUST',
    covers: ['admin-api-invites-getInviteById.404'],
    says: 'an invitation that does not exist is not found',
    needs: ['admin-api-statuses'],
  },
  'invites/lists-what-is-pending': {
    level: 'MUST',
    covers: ['admin-api-invites-listInvites.200'],
    says: 'the list of invitations has every one that is pending, each once',
  },
  'invites/deletes-an-invitation': {
    level: 'MUST',
    covers: ['admin-api-invites-deleteInvite.success'],
    says: 'a deleted invitation is not found and no longer listed',
  },
  'invites/a-deleted-invitation-opens-nothing': {
    level: 'MUST',
    covers: ['admin-api-invites-deleteInvite.success'],
    says: 'nobody registers by an invitation that was deleted',
    needs: ['invite-registration'],
  },
  'invites/deleting-an-unknown-invitation': {
    level: 'SHOULD',
    covers: ['admin-api-invites-deleteInvite.404'],
    says: 'the deletion of an invitation that does not exist, or no longer, is not found',
  },
} as const satisfies Requirements<'admin-api'>
