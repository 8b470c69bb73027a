import type { Requirements } from '#catalogue'

export const users = {
  'users/lists-every-account': {
    level: 'MUST',
    covers: ['admin-api-users-listUsers.200'],
    says: 'the list of users has every account of the host, each once',
  },
  'users/lists-ten-thousand': {
    level: 'SHOULD',
    covers: ['admin-api-users-listUsers.200'],
    says: 'ten thousand accounts are listed, all of them, and within seconds',
    // Where tokens can be made, so can thousands of accounts: straight in the storage.
    needs: ['make-tokens'],
  },
  'users/gives-an-account': {
    level: 'MUST',
    covers: ['admin-api-users-getUserByName.200'],
    says: 'an account is given by its name',
  },
  'users/unknown-account-is-not-found': {
    level: 'MUST',
    covers: ['admin-api-users-getUserByName.404'],
    says: 'an account that does not exist is not found',
    needs: ['admin-api-statuses'],
  },
  'users/refuses-a-name-that-cannot-be': {
    level: 'SHOULD',
    covers: [
      'admin-api-users-getUserByName.400',
      'admin-api-users-updateUser.400',
      'admin-api-users-deleteUser.400',
      'admin-api-users-getUserGroups.400',
      'admin-api-users-getUserDebugInfo.400',
    ],
    says: 'a name that no account can have is invalid, or not found',
  },
  'users/folds-the-case-of-a-name': {
    level: 'MAY',
    covers: [],
    says: 'a name in capitals is that of the account in small letters, or is refused',
  },
  'users/updates-the-display-name': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.success'],
    says: 'an update with a display name gives the account that name, whatever its script',
  },
  'users/updates-the-role': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.success'],
    says: 'an update with a role makes that the primary role of the account',
  },
  'users/updates-the-secondary-roles': {
    level: 'SHOULD',
    covers: ['admin-api-users-updateUser.success'],
    says: 'an update with secondary roles gives the account these, and takes away those that it had',
  },
  'users/an-updated-role-counts-at-once': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.success'],
    says: 'an account may do from then on what its new role allows, and no longer what its old one did',
    needs: ['make-tokens'],
  },
  'users/repeating-an-update-changes-nothing': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.success'],
    says: 'the same update twice leaves the account as it was after the first',
  },
  'users/parallel-updates-all-succeed': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.success'],
    says: 'updates of many accounts at once each reach their own account',
  },
  'users/refuses-another-name-in-the-body': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.400'],
    says: 'an update whose body names another account than its path is refused, and changes neither',
    needs: ['admin-api-statuses'],
  },
  'users/refuses-an-unknown-role': {
    level: 'SHOULD',
    covers: ['admin-api-users-updateUser.400'],
    says: 'an update with a role that the server does not have is refused',
  },
  'users/update-of-an-unknown-account-makes-none': {
    level: 'SHOULD',
    covers: ['admin-api-users-updateUser.404'],
    says: 'an update of an account that does not exist, without a password, is not found and makes none',
  },
  'users/deletes-an-account': {
    level: 'MUST',
    covers: ['admin-api-users-deleteUser.success'],
    says: 'a deleted account is gone from the list and not found',
  },
  'users/a-deleted-account-is-cut-off': {
    level: 'MUST',
    covers: ['admin-api-users-deleteUser.success'],
    says: 'the sessions of a deleted account are ended',
  },
  'users/a-deleted-account-cannot-return': {
    level: 'MUST',
    covers: ['admin-api-users-deleteUser.success'],
    says: 'a deleted account cannot log in again',
  },
  'users/deleting-leaves-the-others': {
    level: 'MUST',
    covers: ['admin-api-users-deleteUser.success'],
    says: 'the deletion of an account leaves the accounts beside it',
  },
  'users/deleting-an-unknown-account': {
    level: 'SHOULD',
    covers: ['admin-api-users-deleteUser.404'],
    says: 'the deletion of an account that does not exist, or no longer, is not found',
  },
  'users/groups-of-an-account': {
    level: 'MUST',
    covers: ['admin-api-users-getUserGroups.200'],
    says: 'the groups of an account are listed by their ids, and no others',
  },
  'users/groups-of-an-unknown-account': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserGroups.404'],
    says: 'the groups of an account that does not exist are not found',
  },
  'users/an-account-names-its-groups': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserByName.200'],
    says: 'an account that is given names the groups that it is in',
  },
  'users/debug-lists-the-sessions': {
    level: 'MUST',
    covers: ['admin-api-users-getUserDebugInfo.200'],
    says: 'the debug information of an account has its sessions, each by its full JID',
  },
  'users/debug-tells-the-state-of-a-session': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserDebugInfo.200'],
    says: 'a session in the debug information is connected, encrypted and as old as it is',
  },
  'users/debug-tells-what-a-session-enabled': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserDebugInfo.200'],
    says: 'the debug information tells which sessions have enabled carbons and resumption, and which have not',
    needs: ['carbons', 'stream-management'],
  },
  'users/debug-lists-push-registrations': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserDebugInfo.200'],
    says: 'the debug information has the push registrations of an account, each with its service and node',
    needs: ['push'],
  },
  'users/debug-lists-the-devices': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserDebugInfo.200'],
    says: 'the debug information has the OMEMO devices of an account and says which have published their keys',
    needs: ['pep'],
  },
  'users/debug-of-an-unknown-account': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserDebugInfo.404'],
    says: 'the debug information of an account that does not exist is not found',
  },
  'users/empty-lists-are-lists': {
    level: 'SHOULD',
    covers: ['admin-api-users-getUserGroups.200', 'admin-api-users-getUserDebugInfo.200'],
    says: 'what is described as a list is one even when nothing is in it',
  },
  'users/creates-an-account': {
    level: 'MUST',
    covers: [],
    says: 'an update of an account that does not exist, with a password, makes one that can log in',
    needs: ['admin-api-accounts'],
  },
  'users/a-made-account-lives-its-life': {
    level: 'MUST',
    covers: [],
    says: 'an account that was made with a name and a role has both, and can be deleted and made again',
    needs: ['admin-api-accounts'],
  },
  'users/changes-a-password': {
    level: 'MUST',
    covers: [],
    says: 'after an update with a password the new one opens the account at once, and the old one no longer',
    needs: ['admin-api-accounts'],
  },
  'users/never-tells-a-password': {
    level: 'MUST NOT',
    covers: [],
    says: 'no answer holds the password of an account, nor what it could be guessed from',
  },
  'users/a-disabled-account-is-refused': {
    level: 'MUST',
    covers: [],
    says: 'an account that was disabled is cut off and cannot log in until it is enabled',
    needs: ['admin-api-enabled'],
  },
  'users/patches-what-is-named-alone': {
    level: 'MUST',
    covers: [],
    says: 'a patch changes the properties that it names and leaves the others',
    needs: ['admin-api-patch'],
  },
} as const satisfies Requirements<'admin-api'>
