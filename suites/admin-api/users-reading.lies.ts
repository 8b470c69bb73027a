import { liesAbout } from '#lies'
import { answersWith, pretends, restates, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const list = { method: 'GET', path: /^\/users$/ }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }

type Users = { username: string }[]

export const lies = liesAbout(adminApi, {
  'users/lists-every-account': {
    'lists the first hundred': rewords(list, (users: Users) => users.slice(0, 1)),
    'lists an account for each of its devices': rewords(list, (users: Users) => [...users, ...users]),
    'lists names alone': rewords(list, (users: Users) => users.map(({ username }) => username)),
    'forgets names that are not in ASCII': rewords(list, (users: Users) =>
      users.filter(({ username }) => /^[ -~]*$/.test(username)),
    ),
  },
  'users/gives-an-account': {
    'gives some other account': rewords(account, (user: object) => ({ ...user, username: 'juliet' })),
    'gives the address for the name': rewords(account, (user: { username: string }) => ({
      ...user,
      username: `${user.username}@touchstone.test`,
    })),
    'finds only what is in ASCII': answersWith(account, 404),
    'gives the roles of an account as one text': rewords(account, (user: object) => ({
      ...user,
      secondary_roles: 'prosody:registered',
    })),
  },
  'users/unknown-account-is-not-found': {
    'invents an account': pretends(account, 200, ({ path }) => ({ username: path.split('/').at(-1) })),
    'has nothing to say about it': () => ({ httpToClient: () => saying(204) }),
  },
  'users/refuses-a-name-that-cannot-be': {
    'takes any name': () => ({ httpToClient: () => saying(200, {}) }),
    'fails over the name': () => ({ httpToClient: () => saying(500) }),
  },
  'users/folds-the-case-of-a-name': {
    'tells capitals from small letters in what it gives': pretends(account, 200, ({ path }) => ({
      username: path.split('/').at(-1),
    })),
    'fails over capitals': restates(account, 500),
  },
})
