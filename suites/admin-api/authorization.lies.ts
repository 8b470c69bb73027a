import { type HttpExchange, type Lie, liesAbout } from '#lies'
import { pretends, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

/** What a call of someone without the right is answered with, in place of the refusal. */
function answersRefused(status: number, instead: number): Lie {
  return () => ({
    httpToClient: (answer) => (answer.status === status ? saying(instead, {}) : undefined),
  })
}

/** Says the refusal, and does what was asked all the same: with the token that it has seen work before. */
const doesWhatItRefuses: Lie = () => {
  let trusted = ''
  const refusing = new WeakSet<HttpExchange>()
  return {
    httpToServer: (request) => {
      trusted ||= request.headers['authorization'] ?? ''
      if (request.headers['authorization'] === trusted) return undefined
      const asked = { ...request, headers: { ...request.headers, authorization: trusted } }
      refusing.add(asked)
      return asked
    },
    httpToClient: (_answer, request) => (refusing.has(request) ? saying(403, {}) : undefined),
  }
}

/** Lets everybody in who has any token of its own: as the administrator whom it has seen before. */
const forgetsToCheck: Lie = () => {
  let trusted = ''
  return {
    httpToServer: (request) => {
      trusted ||= request.headers['authorization'] ?? ''
      if (request.headers['authorization'] === trusted) return undefined
      return { ...request, headers: { ...request.headers, authorization: trusted } }
    },
  }
}

export const lies = liesAbout(adminApi, {
  'authorization/refuses-without-a-token': {
    'asks nobody for a token': answersRefused(401, 200),
    'calls it forbidden': answersRefused(401, 403),
  },
  'authorization/refuses-what-is-no-token': { 'takes anything for a token': answersRefused(401, 200) },
  'authorization/refuses-an-expired-token': {
    'does not look at the time': answersRefused(401, 200),
    'takes the holder for whom the token was made': forgetsToCheck,
  },
  'authorization/refuses-a-revoked-token': {
    'remembers tokens that were taken back': answersRefused(401, 200),
  },
  'authorization/refuses-the-token-of-a-deleted-account': {
    'deletes an account and leaves its tokens': pretends({ method: 'DELETE' }, 200),
  },
  'authorization/refuses-the-token-of-a-disabled-account': {
    'disables logins alone': pretends({ method: 'PUT' }, 200),
  },
  'authorization/refuses-an-ordinary-user': {
    'lets every user in': forgetsToCheck,
    'takes an ordinary user for nobody': answersRefused(403, 401),
  },
  'authorization/refused-calls-change-nothing': { 'does what it refuses': doesWhatItRefuses },
  'authorization/admits-every-administrator': {
    'admits the configured administrator alone': () => ({
      httpToClient: (answer) => (answer.status === 200 ? saying(403, {}) : undefined),
    }),
  },
  'authorization/challenges': {
    'does not say how to authenticate': () => ({
      httpToClient: (answer) => {
        const { 'www-authenticate': _, ...headers } = answer.headers
        return { ...answer, headers }
      },
    }),
    'asks for a name and a password': () => ({
      httpToClient: (answer) => ({ ...answer, headers: { ...answer.headers, 'www-authenticate': 'Basic' } }),
    }),
  },
  'authorization/gives-reasons': {
    'refuses without a word': () => ({
      httpToClient: (answer) => (answer.status >= 400 ? saying(answer.status, {}) : undefined),
    }),
    'refuses in a page for people': () => ({
      httpToClient: (answer) =>
        answer.status >= 400
          ? { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } }
          : undefined,
    }),
  },
})
