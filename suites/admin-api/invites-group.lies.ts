import { liesAbout, mishears, rewrites } from '#lies'
import { answersWith, mishearsJson, pretends, rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const creation = { method: 'POST', path: /^\/invites\/group$/ }
const group = { method: 'GET', path: /^\/groups\/[^/]+$/ }
const groupsOfAccount = { method: 'GET', path: /^\/users\/[^/]+\/groups$/ }

export const lies = liesAbout(adminApi, {
  'invites/invites-to-a-group': {
    'makes invitations for one': rewords(creation, (json: object) => ({ ...json, reusable: false })),
    'forgets the groups': rewords(creation, (json: object) => ({ ...json, groups: [] })),
    'names the first group': rewords(creation, (json: { groups: string[] }) => ({
      ...json,
      groups: json.groups.slice(0, 1),
    })),
    'says that it failed': answersWith(creation, 500),
  },
  'invites/a-group-invitation-serves-many': {
    'uses the invitation up': () => {
      let registered = 0
      return rewrites({ name: 'iq', id: 'registration' }, (iq) => {
        registered += 1
        return registered > 1 ? [iq.withAttrs({ type: 'error' })] : undefined
      })()
    },
    'puts nobody into the group': pretends(groupsOfAccount, 200, () => []),
  },
  'invites/a-group-invitation-makes-contacts': {
    'leaves it to the users to find each other': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', 'jabber:iq:roster')
      return query === undefined ? undefined : [iq.withChildren([query.withChildren([])])]
    }),
    'makes contacts in one direction': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', 'jabber:iq:roster')
      if (query === undefined) return undefined
      const items = query.elements().map((item) => item.withAttrs({ subscription: 'to' }))
      return [iq.withChildren([query.withChildren(items)])]
    }),
    'loses the token of a registration': mishears({ name: 'iq', id: 'token' }, (iq) => [
      iq.withChildren(iq.elements().map((preauth) => preauth.withAttrs({ token: 'lost' }))),
    ]),
  },
  'invites/a-group-invitation-makes-its-group': {
    'wants a group': answersWith(creation, 400),
    'makes an invitation to no group': rewords(
      creation,
      ({ groups: _, ...json }: { groups: unknown }) => json,
    ),
    'calls every new group the same': mishearsJson(
      creation,
      ({ group_options: _, ...json }: { group_options: unknown }) => json,
    ),
    'names a group that is not there': answersWith(group, 404),
  },
  'invites/a-new-group-has-its-room': {
    'makes no rooms for new groups': mishearsJson(creation, (json: object) => ({
      ...json,
      group_options: { name: 'Guests' },
    })),
  },
  'invites/a-group-invitation-lasts': {
    'lasts a week': rewords(creation, (json: { created_at: number }) => ({
      ...json,
      expires: json.created_at + 7 * 24 * 3_600,
    })),
    'makes it for one': rewords(creation, (json: object) => ({ ...json, reusable: false })),
  },
})
