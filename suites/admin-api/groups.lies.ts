import { liesAbout } from '#lies'
import { answersWith, concerns, pretends, restates, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const creation = { method: 'POST', path: /^\/groups$/ }
const list = { method: 'GET', path: /^\/groups$/ }
const group = { method: 'GET', path: /^\/groups\/[^/]+$/ }
const deletion = { method: 'DELETE', path: /^\/groups\/[^/]+$/ }
const membership = { path: /^\/groups\/[^/]+\/members\// }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }
const groupsOfAccount = { method: 'GET', path: /^\/users\/[^/]+\/groups$/ }

type Groups = { id: string; name: string }[]

export const lies = liesAbout(adminApi, {
  'groups/creates-a-group': {
    'keeps the ASCII of a name': rewords(creation, (json: { name: string }) => ({
      ...json,
      name: json.name.replaceAll(/[^ -~]/g, '?'),
    })),
    'escapes names for a web page': rewords(creation, (json: { name: string }) => ({
      ...json,
      name: json.name.replaceAll('<', '&lt;'),
    })),
    'takes a name for a path': rewords(creation, (json: { name: string }) => ({
      ...json,
      name: json.name.split('/').at(-1),
    })),
    'forgets new groups': pretends(creation, 200, () => ({ id: 'invented', name: 'Montagues' })),
    'mixes names up': rewords(list, (groups: Groups) => groups.map((one) => ({ ...one, name: 'Montagues' }))),
    'gives every group one id': rewords(creation, (json: object) => ({ ...json, id: 'montagues' })),
  },
  'groups/one-name-for-two-groups': {
    'gives the old group for a new one': () => {
      let first: Buffer | undefined
      return {
        httpToClient: (answer, request) => {
          if (!concerns(creation)(request)) return undefined
          first ??= answer.body
          return { ...answer, body: first }
        },
      }
    },
    'fails over a name that it has': () => {
      let made = 0
      return {
        httpToClient: (_answer, request) => {
          if (!concerns(creation)(request)) return undefined
          made += 1
          return made > 1 ? saying(500) : undefined
        },
      }
    },
  },
  'groups/lists-every-group': {
    'lists the first group': rewords(list, (groups: Groups) => groups.slice(0, 1)),
    'lists a group for each of its members': rewords(list, (groups: Groups) => [...groups, ...groups]),
    'lists ids alone': rewords(list, (groups: Groups) => groups.map(({ id }) => id)),
  },
  'groups/gives-a-group': {
    'finds no group': answersWith(group, 404),
    'gives a group by its name alone': rewords(group, ({ id: _, ...json }: { id: string }) => json),
    'gives some other group': rewords(group, (json: object) => ({ ...json, name: 'Capulets' })),
  },
  'groups/unknown-group-is-not-found': {
    'invents a group': pretends(group, 200, () => ({ id: 'no-such-group' })),
    'fails over what is not there': answersWith(group, 500),
  },
  'groups/renames-a-group': {
    'accepts a name and forgets it': pretends({ method: 'PUT', path: /^\/groups\/[^/]+$/ }, 200),
    'loses the members of a group that is renamed': rewords(groupsOfAccount, () => []),
  },
  'groups/deletes-a-group': {
    'accepts a deletion and forgets it': pretends(deletion, 200),
    'deletes every group': rewords(list, () => []),
    'remembers who was in a group': rewords(groupsOfAccount, () => ['montagues']),
    'says that it failed': answersWith(deletion, 500),
  },
  'groups/deleting-keeps-the-accounts': {
    'deletes the members with their group': answersWith(account, 404),
  },
  'groups/deleting-an-unknown-group': {
    'deletes whatever it is asked to': answersWith(deletion, 200),
  },
  'groups/success-has-the-described-status': {
    'says that something was created': restates(creation, 201),
    'says nothing of a member': answersWith(membership, 204),
  },
})
