import type { Requirements } from '#catalogue'

export const groups = {
  'groups/creates-a-group': {
    level: 'MUST',
    covers: ['admin-api-groups-createGroup.200'],
    says: 'a group is made with the name that was asked for, whatever its characters, and an id of its own',
  },
  'groups/one-name-for-two-groups': {
    level: 'MAY',
    covers: [],
    says: 'a second group of the same name is another group, or is refused as a conflict',
  },
  'groups/makes-a-room-for-a-group': {
    level: 'SHOULD',
    covers: ['admin-api-groups-createGroup.200'],
    says: 'a group that is made with a room names it, and the room is there',
    needs: ['muc'],
  },
  'groups/lists-every-group': {
    level: 'MUST',
    covers: ['admin-api-groups-listGroups.200'],
    says: 'the list of groups has every group, each once',
  },
  'groups/gives-a-group': {
    level: 'MUST',
    covers: ['admin-api-groups-getGroupById.200'],
    says: 'a group is given by its id',
  },
  'groups/unknown-group-is-not-found': {
    level: 'MUST',
    covers: ['admin-api-groups-getGroupById.404'],
    says: 'a group that does not exist is not found',
    needs: ['admin-api-statuses'],
  },
  'groups/renames-a-group': {
    level: 'MUST',
    covers: [],
    says: 'a group that is renamed has its new name, and its members still',
    needs: ['admin-api-groups'],
  },
  'groups/deletes-a-group': {
    level: 'MUST',
    covers: ['admin-api-groups-deleteGroup.success'],
    says: 'a deleted group is not found, no longer listed, and nobody is in it',
  },
  'groups/deleting-keeps-the-accounts': {
    level: 'MUST',
    covers: ['admin-api-groups-deleteGroup.success'],
    says: 'the deletion of a group deletes none of its members',
  },
  'groups/deleting-keeps-the-subscriptions': {
    level: 'MUST',
    covers: ['admin-api-groups-deleteGroup.success'],
    says: 'the deletion of a group leaves the subscriptions between its members',
  },
  'groups/deleting-an-unknown-group': {
    level: 'SHOULD',
    covers: ['admin-api-groups-deleteGroup.404'],
    says: 'the deletion of a group that does not exist, or no longer, is not found',
  },
  'groups/adds-a-member': {
    level: 'MUST',
    covers: ['admin-api-groups-addGroupMember.200'],
    says: 'an account that is added to a group is a member of it',
  },
  'groups/adding-twice-adds-once': {
    level: 'MUST',
    covers: ['admin-api-groups-addGroupMember.200'],
    says: 'an account that is added again is still a member once',
  },
  'groups/parallel-members-are-all-added': {
    level: 'MUST',
    covers: ['admin-api-groups-addGroupMember.200'],
    says: 'accounts that are added to a group at once are all members of it',
  },
  'groups/adding-to-an-unknown-group': {
    level: 'SHOULD',
    covers: ['admin-api-groups-addGroupMember.404'],
    says: 'nobody can be added to a group that does not exist',
  },
  'groups/adding-an-unknown-account': {
    level: 'SHOULD',
    covers: [],
    says: 'an account that does not exist is not added to a group, and not made by it',
  },
  'groups/removes-a-member': {
    level: 'MUST',
    covers: ['admin-api-groups-deleteGroupMember.200'],
    says: 'an account that is removed from a group is no member of it any more, and the others are',
  },
  'groups/removing-from-an-unknown-group': {
    level: 'SHOULD',
    covers: ['admin-api-groups-deleteGroupMember.404'],
    says: 'nobody can be removed from a group that does not exist',
  },
  'groups/removing-who-is-no-member': {
    level: 'MAY',
    covers: [],
    says: 'the removal of somebody who is no member succeeds or is not found, and removes nobody',
  },
  'groups/a-deleted-account-leaves-its-groups': {
    level: 'SHOULD',
    covers: [],
    says: 'an account that is deleted and made again is not in the groups that it was in',
    needs: ['admin-api-accounts'],
  },
  'groups/success-has-the-described-status': {
    level: 'SHOULD',
    covers: [
      'admin-api-groups-createGroup.200',
      'admin-api-groups-addGroupMember.200',
      'admin-api-groups-deleteGroupMember.200',
    ],
    says: 'a group that is made, a member that is added or removed is answered with 200',
  },
} as const satisfies Requirements<'admin-api'>
