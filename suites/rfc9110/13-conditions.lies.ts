import { amendsFor, type Lie, liesAbout } from '#lies'
import { answers } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'
import { moon } from './uploads.ts'

const unchanged = { status: 304, headers: {}, body: Buffer.alloc(0) }

/** Takes no notice of a field of requests. */
const overlooks = (field: string): Lie => {
  return () => ({
    httpToServer(request) {
      const { [field]: seen, ...headers } = request.headers
      return seen === undefined ? undefined : { ...request, headers }
    },
  })
}

const alwaysUnchanged = answers('GET', (_answer, { headers }) =>
  'if-modified-since' in headers ? unchanged : undefined,
)

export const lies = liesAbout(rfc9110, {
  '13.1.3/not-modified-since': {
    'sends the file whenever it is asked': overlooks('if-modified-since'),
    'sends the file along with 304': answers('GET', (_answer, { headers }) =>
      'if-modified-since' in headers ? { status: 200, headers: {}, body: moon } : undefined,
    ),
  },
  '13.1.3/modified-since': {
    'says that nothing ever changes': alwaysUnchanged,
  },
  '13.1.3/ignores-what-is-no-date': {
    'takes any condition for fulfilled': alwaysUnchanged,
    'refuses what it cannot read': answers('GET', (_answer, { headers }) =>
      'if-modified-since' in headers ? { ...unchanged, status: 400 } : undefined,
    ),
  },
  '13.1.5/heeds-if-range': {
    'sends the rest of whatever it has': answers('GET', (answer, { headers }) =>
      'if-range' in headers ? { ...answer, status: 206, headers: {}, body: moon.subarray(500) } : undefined,
    ),
  },
})

export const amends = amendsFor(rfc9110, {
  '13.1.3/not-modified-since': {
    'compares dates': () => ({
      httpToClient(answer, { headers }) {
        const since = Date.parse(headers['if-modified-since'] ?? '')
        return since >= Date.parse(answer.headers['last-modified'] ?? '') ? unchanged : undefined
      },
    }),
  },
  '13.1.5/heeds-if-range': {
    'has never another version': () => ({
      httpToServer(request) {
        const { range: _range, ...headers } = request.headers
        return 'if-range' in headers ? { ...request, headers } : undefined
      },
    }),
  },
})
