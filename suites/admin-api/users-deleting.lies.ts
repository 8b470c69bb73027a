import { liesAbout } from '#lies'
import { answersWith, pretends, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const deletion = { method: 'DELETE', path: /^\/users\/[^/]+$/ }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }
const list = { method: 'GET', path: /^\/users$/ }

export const lies = liesAbout(adminApi, {
  'users/deletes-an-account': {
    'accepts a deletion and forgets it': pretends(deletion, 200),
    'keeps the account in the list': () => {
      const deleted: string[] = []
      return {
        ...rewords(list, (users: object[]) => [...users, ...deleted.map((username) => ({ username }))])(),
        httpToServer: ({ method, path }) => {
          if (method === 'DELETE') deleted.push(path.split('/').at(-1) ?? '')
          return undefined
        },
      }
    },
    'says that it failed': answersWith(deletion, 500),
  },
  'users/a-deleted-account-is-cut-off': {
    'deletes only what is stored': pretends(deletion, 200),
  },
  'users/a-deleted-account-cannot-return': {
    'keeps the password of a deleted account': pretends(deletion, 200),
  },
  'users/deleting-leaves-the-others': {
    'deletes by the beginning of a name': () => ({
      httpToClient: (_answer, { method, path }) =>
        method === 'GET' && account.path.test(path.replace('/admin_api', '')) ? saying(404) : undefined,
    }),
  },
  'users/deleting-an-unknown-account': {
    'deletes whatever it is asked to': answersWith(deletion, 200),
    'says that somebody who is not there is gone': pretends(deletion, 204),
  },
})
