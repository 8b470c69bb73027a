import { type Lie, liesAbout } from '#lies'
import { pretends, restates, rewords, saying } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const creation = { method: 'POST', path: /^\/groups$/ }
const group = { method: 'GET', path: /^\/groups\/[^/]+$/ }

/** What is refused is called well done. */
const refusesNothing: Lie = () => ({
  httpToClient: (answer) => (answer.status >= 400 && answer.status < 500 ? saying(200, {}) : undefined),
})
/** What is refused is called a fault of the server. */
const failsInstead: Lie = () => ({
  httpToClient: (answer) => (answer.status >= 400 && answer.status < 500 ? saying(500) : undefined),
})

export const lies = liesAbout(adminApi, {
  'requests/refuses-what-is-no-json': {
    'passes over what it cannot read': refusesNothing,
    'fails over what it cannot read': failsInstead,
    'reads as far as it can': () => ({
      httpToServer: (request) =>
        request.method === 'PUT' && request.body.toString().startsWith('{"username"')
          ? { ...request, body: Buffer.from(`${request.body.toString().replace(/, $/, '')}}`) }
          : undefined,
    }),
  },
  'requests/refuses-an-empty-body': {
    'passes over an empty body': refusesNothing,
    'fails over an empty body': failsInstead,
  },
  'requests/refuses-another-type-of-content': {
    'takes any text for JSON': () => ({
      httpToServer: (request) =>
        request.headers['content-type'] === 'text/plain'
          ? { ...request, headers: { ...request.headers, 'content-type': 'application/json' } }
          : undefined,
    }),
    'passes over text': refusesNothing,
  },
  'requests/refuses-a-value-of-the-wrong-type': {
    'passes over what it cannot use': refusesNothing,
    'fails over what it cannot use': failsInstead,
  },
  'requests/survives-an-unknown-property': {
    'fails over a property that it does not know': () => ({
      httpToClient: (_answer, { body }) => (body.includes('balcony') ? saying(500) : undefined),
    }),
  },
  'requests/survives-a-large-body': {
    'fails under a large body': () => ({
      httpToClient: (_answer, { body }) => (body.length > 100_000 ? saying(503) : undefined),
    }),
    'answers nobody after it': () => {
      let overwhelmed = false
      return {
        httpToServer: ({ body }) => {
          if (overwhelmed) return saying(503)
          overwhelmed = body.length > 100_000
          return undefined
        },
      }
    },
  },
  'requests/keeps-long-text-whole': {
    'cuts a text where its column ends': rewords(group, (json: { name: string }) => ({
      ...json,
      name: json.name.slice(0, 255),
    })),
    'fails over a long text': restates(creation, 500),
  },
  'requests/finds-nothing-behind-odd-characters': {
    'follows a way up': refusesNothing,
    'fails over odd characters': failsInstead,
    'says what it was asked for in a header': () => ({
      httpToClient: (answer) => ({ ...answer, headers: { ...answer.headers, 'x-odd': '1' } }),
    }),
  },
  'requests/survives-broken-encodings-in-a-path': {
    'takes any octets for a name': refusesNothing,
    'fails over octets that are no text': failsInstead,
  },
  'requests/offers-only-what-is-described': {
    'takes any method for GET': refusesNothing,
    'deletes everybody': () => ({
      httpToClient: (answer) => (answer.status === 200 ? saying(404) : undefined),
    }),
    'does nothing with what it does not know': pretends(
      { path: /^\/(nothing|server|server\/nothing)$/ },
      204,
    ),
  },
})
