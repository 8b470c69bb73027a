import { liesAbout } from '#lies'
import { concerns, mishearsJson, pretends, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const update = { method: 'PUT', path: /^\/users\/[^/]+$/ }
const patch = { method: 'PATCH', path: /^\/users\/[^/]+$/ }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }
const deletion = { method: 'DELETE', path: /^\/users\/[^/]+$/ }
const list = { method: 'GET', path: /^\/users$/ }

const withoutPassword = ({ password: _, ...rest }: Record<string, unknown>) => rest

export const lies = liesAbout(adminApi, {
  'users/creates-an-account': {
    'accepts an account and forgets it': pretends(update, 201, () => ({})),
    'draws a password of its own': mishearsJson(update, (json: object) => ({ ...json, password: 'drawn' })),
    'makes two accounts of one name': rewords(list, (users: object[]) => [...users, ...users]),
    'reads passwords as Latin-1': mishearsJson(update, (json: { password: string }) => ({
      ...json,
      password: Buffer.from(json.password).toString('latin1'),
    })),
    'cuts long passwords': mishearsJson(update, (json: { password: string }) => ({
      ...json,
      password: json.password.slice(0, 72),
    })),
  },
  'users/a-made-account-lives-its-life': {
    'keeps a deleted account': pretends(deletion, 204),
    'makes every account an ordinary one': mishearsJson(
      update,
      ({ role: _, ...rest }: Record<string, unknown>) => rest,
    ),
    'finds the old account when it is made again': () => {
      let deleted = false
      return {
        httpToServer: (request) => {
          if (concerns(deletion)(request)) deleted = true
          return undefined
        },
        httpToClient: (answer, request) =>
          deleted && concerns(account)(request)
            ? saying(200, { ...JSON.parse(answer.body.toString()), display_name: 'Romeo' })
            : undefined,
      }
    },
  },
  'users/changes-a-password': {
    'accepts a password and keeps the old one': mishearsJson(update, withoutPassword),
    'sets no password at the next update': mishearsJson(update, (json: Record<string, unknown>) => ({
      password: 'forgotten',
      ...json,
    })),
  },
  'users/never-tells-a-password': {
    'gives back what it was given': () => {
      let given: object = {}
      return {
        httpToServer: (request) => {
          if (concerns(update)(request)) given = JSON.parse(request.body.toString())
          return undefined
        },
        httpToClient: (answer, request) =>
          concerns(update)(request) ? saying(answer.status, given) : undefined,
      }
    },
    'gives all that is stored of an account': rewords(account, (user: object) => ({
      ...user,
      stored_key: '5b1e',
      salt: '4c7f',
    })),
  },
  'users/a-disabled-account-is-refused': {
    'notes that an account is disabled, and no more': pretends(update, 200, () => ({})),
    'disables for good': () => {
      let updates = 0
      return {
        httpToServer: (request) => {
          if (!concerns(update)(request)) return undefined
          updates += 1
          return updates > 1 ? saying(200, {}) : undefined
        },
      }
    },
  },
  'users/patches-what-is-named-alone': {
    'forgets what a patch does not name': mishearsJson(patch, (json: Record<string, unknown>) => ({
      display_name: null,
      ...json,
    })),
    'accepts a patch and forgets it': pretends(patch, 200, () => ({})),
    'makes an account by a patch': () => ({
      httpToClient: (answer, request) =>
        concerns(patch)(request) && answer.status === 404 ? saying(200, {}) : undefined,
    }),
  },
})
