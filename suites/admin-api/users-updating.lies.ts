import { type HttpExchange, type Lie, liesAbout } from '#lies'
import { answersWith, concerns, mishearsJson, pretends, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const update = { method: 'PUT', path: /^\/users\/[^/]+$/ }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }

/** Takes every second update for one that it has done already. */
const losesOneOfTwo: Lie = () => {
  let updates = 0
  return {
    httpToServer: (request) => {
      if (!concerns(update)(request)) return undefined
      updates += 1
      return updates % 2 === 0 ? saying(200) : undefined
    },
  }
}

/** Says that it refuses, and does what was asked for the account of the path. */
const doesItAndRefuses = (misheard: (json: Record<string, unknown>) => unknown): Lie => {
  const mishear = mishearsJson(update, misheard)
  return () => {
    const { httpToServer } = mishear()
    const misheardOnes = new WeakSet<HttpExchange>()
    return {
      httpToServer: (request) => {
        const instead = httpToServer?.(request)
        if (instead !== undefined && 'method' in instead) misheardOnes.add(instead)
        return instead
      },
      httpToClient: (_answer, request) => (misheardOnes.has(request) ? saying(400) : undefined),
    }
  }
}

export const lies = liesAbout(adminApi, {
  'users/updates-the-display-name': {
    'accepts a name and forgets it': pretends(update, 200),
    'keeps the first thirty-two characters of a name': rewords(
      account,
      (user: { display_name?: string }) => ({ ...user, display_name: user.display_name?.slice(0, 3) }),
    ),
    'escapes names for a web page': rewords(account, (user: { display_name?: string }) => ({
      ...user,
      display_name: user.display_name?.replaceAll('<', '&lt;'),
    })),
    'keeps the first name for good': losesOneOfTwo,
    'says that it failed': answersWith(update, 500),
  },
  'users/updates-the-role': {
    'accepts a role and forgets it': pretends(update, 200),
    'gives every role its own name': rewords(account, (user: { role?: string }) => ({
      ...user,
      role: user.role?.replace('prosody:', ''),
    })),
  },
  'users/updates-the-secondary-roles': {
    'accepts secondary roles and forgets them': pretends(update, 200),
    'takes no role away': () => {
      let updates = 0
      return {
        httpToServer: (request) => {
          if (!concerns(update)(request)) return undefined
          updates += 1
          return updates > 1 ? saying(200) : undefined
        },
      }
    },
    'makes the latest role the primary one': rewords(account, (user: { secondary_roles: string[] }) => ({
      ...user,
      role: user.secondary_roles[0],
    })),
  },
  'users/an-updated-role-counts-at-once': {
    'lets the tokens of an old role live on': pretends(update, 200),
  },
  'users/repeating-an-update-changes-nothing': {
    'takes a repetition for a conflict': () => {
      let updates = 0
      return {
        httpToClient: (_answer, request) => {
          if (!concerns(update)(request)) return undefined
          updates += 1
          return updates > 1 ? saying(409) : undefined
        },
      }
    },
    'adds to the name with each update': () => {
      let updates = 0
      return {
        httpToServer: (request) => {
          if (!concerns(update)(request)) return undefined
          updates += 1
          const json = JSON.parse(request.body.toString())
          const body = JSON.stringify({ ...json, display_name: `${json.display_name}${updates}` })
          return { ...request, body: Buffer.from(body) }
        },
      }
    },
  },
  'users/parallel-updates-all-succeed': {
    'loses one of two updates that come at once': losesOneOfTwo,
    'mistakes one account for another': mishearsJson(update, (json: object) => ({
      ...json,
      display_name: 'Montague',
    })),
  },
  'users/refuses-another-name-in-the-body': {
    'goes by the path alone': mishearsJson(
      update,
      ({ username: _, ...rest }: Record<string, unknown>) => rest,
    ),
    'refuses when it has done it': doesItAndRefuses(({ username: _, ...rest }) => rest),
  },
  'users/refuses-an-unknown-role': {
    'passes over a role that it does not know': pretends(update, 200),
    'gives the role of an ordinary user instead': mishearsJson(update, (json: object) => ({
      ...json,
      role: 'prosody:registered',
    })),
    'fails over a role that it does not know': answersWith(update, 500),
  },
  'users/update-of-an-unknown-account-makes-none': {
    'accepts an update of nobody': pretends(update, 200),
    'makes an account of anything': pretends(account, 200, ({ path }) => ({
      username: path.split('/').at(-1),
    })),
  },
})
