import { liesAbout, rewrites } from '#lies'
import { answersWith, concerns, pretends, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const addition = { method: 'PUT', path: /^\/groups\/[^/]+\/members\/[^/]+$/ }
const removal = { method: 'DELETE', path: /^\/groups\/[^/]+\/members\/[^/]+$/ }
const creation = { method: 'POST', path: /^\/groups$/ }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }
const groupsOfAccount = { method: 'GET', path: /^\/users\/[^/]+\/groups$/ }

export const lies = liesAbout(adminApi, {
  'groups/adds-a-member': {
    'accepts a member and forgets it': pretends(addition, 200),
    'adds names in ASCII alone': () => ({
      httpToServer: (request) =>
        concerns(addition)(request) && request.path.includes('%') ? saying(200) : undefined,
    }),
    'says that it failed': answersWith(addition, 500),
  },
  'groups/adding-twice-adds-once': {
    'adds a member as often as it is asked': rewords(groupsOfAccount, (ids: string[]) => [...ids, ...ids]),
    'takes a repetition for a conflict': () => {
      let additions = 0
      return {
        httpToClient: (_answer, request) => {
          if (!concerns(addition)(request)) return undefined
          additions += 1
          return additions > 1 ? saying(409) : undefined
        },
      }
    },
  },
  'groups/parallel-members-are-all-added': {
    'loses one of two members who come at once': () => {
      let additions = 0
      return {
        httpToServer: (request) => {
          if (!concerns(addition)(request)) return undefined
          additions += 1
          return additions % 2 === 0 ? saying(200) : undefined
        },
      }
    },
  },
  'groups/adding-to-an-unknown-group': {
    'adds to whatever it is asked to': answersWith(addition, 200),
    'makes the group': rewords(groupsOfAccount, () => ['no-such-group']),
  },
  'groups/adding-an-unknown-account': {
    'adds whomever it is asked to': answersWith(addition, 200),
    'makes the account': pretends(account, 200, () => ({ username: 'nobody' })),
  },
  'groups/removes-a-member': {
    'accepts a removal and forgets it': pretends(removal, 200),
    'removes everybody': rewords(groupsOfAccount, () => []),
    'says that it failed': answersWith(removal, 500),
  },
  'groups/removing-from-an-unknown-group': {
    'removes from whatever it is asked to': answersWith(removal, 200),
  },
  'groups/removing-who-is-no-member': {
    'removes the account from the group that it is in': rewords(groupsOfAccount, () => []),
    'fails over somebody who is no member': answersWith(removal, 500),
  },
  'groups/a-deleted-account-leaves-its-groups': {
    'keeps the memberships of names': () => {
      let id = ''
      return rewords({ path: /^\/(groups$|users\/[^/]+\/groups$)/ }, (json: { id?: string }, { path }) => {
        if (path.endsWith('/admin_api/groups')) id = json.id ?? ''
        return path.includes('/users/') ? [id] : json
      })()
    },
  },
  'groups/deleting-keeps-the-subscriptions': {
    'takes the subscriptions of its members away': () => {
      let deleted = false
      const emptied = rewrites({ name: 'iq', type: 'result' }, (iq) => {
        const query = iq.child('query', 'jabber:iq:roster')
        return deleted && query !== undefined ? [iq.withChildren([query.withChildren([])])] : undefined
      })()
      return {
        ...emptied,
        httpToServer: ({ method }) => {
          if (method === 'DELETE') deleted = true
          return undefined
        },
      }
    },
  },
  'groups/makes-a-room-for-a-group': {
    'makes no room': rewords(creation, (json: object) => ({ ...json, muc_jid: null })),
    'names a room that it has not made': rewords(creation, (json: object) => ({
      ...json,
      muc_jid: 'no-such-room@muc.touchstone.test',
    })),
    'gives the address of an occupant': rewords(creation, (json: { muc_jid: string }) => ({
      ...json,
      muc_jid: `${json.muc_jid}/nick`,
    })),
  },
})
