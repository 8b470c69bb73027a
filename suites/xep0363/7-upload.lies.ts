import {
  amendsFor,
  type Hooks,
  type HttpAnswer,
  type HttpExchange,
  type Lie,
  liesAbout,
  mishears,
  rewrites,
  xml,
} from '#lies'
import { xep0363 } from './requirements.ts'

/** Says that an upload was stored without looking at it. */
const takesAnyUpload: Lie = () => ({
  httpToServer: ({ method }) =>
    method === 'PUT' ? { status: 201, headers: {}, body: Buffer.alloc(0) } : undefined,
})

/** Whatever comes under a path first or last is what is served there, by a server that looks at nothing else. */
function keeps(which: 'the first' | 'the last', answersPut: HttpAnswer | undefined): Lie {
  return (): Hooks => {
    const stored = new Map<string, HttpExchange>()
    return {
      httpToServer(request) {
        const { method, path } = request
        if (method === 'PUT') {
          if (which === 'the last' || !stored.has(path)) stored.set(path, request)
          return answersPut
        }
        const file = stored.get(path)
        return method === 'GET' && file !== undefined
          ? { status: 200, headers: {}, body: file.body }
          : undefined
      },
    }
  }
}

const created: HttpAnswer = { status: 201, headers: {}, body: Buffer.alloc(0) }
const refused: HttpAnswer = { status: 403, headers: {}, body: Buffer.alloc(0) }

export const lies = liesAbout(xep0363, {
  '7/serves-what-it-has-stored': {
    'says stored and stores nothing': takesAnyUpload,
    'stores the file without its last byte': () => ({
      httpToClient: (answer, { method }) =>
        method === 'GET' ? { ...answer, headers: {}, body: answer.body.subarray(0, -1) } : undefined,
    }),
    'answers 200 to an upload': () => ({
      httpToClient: (answer, { method }) => (method === 'PUT' ? { ...answer, status: 200 } : undefined),
    }),
    'is out of order when it does not like a name': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq.withChildren([
        xml`<error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
      ]),
    ]),
    'serves an error page in place of a file': () => ({
      httpToClient: (answer, { method }) =>
        method === 'GET' ? { ...answer, headers: {}, body: Buffer.from('Not found') } : undefined,
    }),
  },
  '7/needs-the-headers-of-the-slot': {
    'takes an upload from whoever knows the address': keeps('the last', created),
    'refuses an upload and stores it all the same': keeps('the last', refused),
  },
  '7/keeps-the-first-upload': {
    'lets a later upload replace the file': keeps('the last', created),
    'forgets a file when it refuses the second': () => {
      let uploads = 0
      return {
        httpToServer({ method }) {
          if (method === 'PUT') uploads += 1
          return method === 'GET' && uploads > 1 ? { ...refused, status: 404 } : undefined
        },
      }
    },
  },
  '7/takes-several-uploads-at-once': {
    'takes one upload at a time': () => {
      let running = 0
      return {
        httpToServer({ method }) {
          if (method !== 'PUT') return undefined
          running += 1
          return running > 1 ? { ...refused, status: 503 } : undefined
        },
        httpToClient(_answer, { method }) {
          if (method === 'PUT') running -= 1
          return undefined
        },
      }
    },
    'mixes uploads up that run at the same time': () => {
      let last: Buffer = Buffer.alloc(0)
      return {
        httpToClient(answer, { method, body }) {
          if (method === 'PUT') last = body
          return method === 'GET' ? { ...answer, headers: {}, body: last } : undefined
        },
      }
    },
  },
  '7/rejects-another-length': {
    'takes an upload of any length': takesAnyUpload,
    'serves what it has refused': () => ({
      httpToClient: (_answer, { method }) =>
        method === 'GET' ? { status: 200, headers: {}, body: Buffer.alloc(99, 'x') } : undefined,
    }),
  },
  '7/rejects-another-type': { 'takes an upload of any type': takesAnyUpload },
})

export const amends = amendsFor(xep0363, {
  '7/serves-what-it-has-stored': {
    'calls a file otherwise that is called as a folder': mishears({ name: 'iq', type: 'get' }, (iq) =>
      iq.child('request')?.attrs['filename'] === '..'
        ? [iq.withChildren(iq.elements().map((request) => request.withAttrs({ filename: 'two-dots' })))]
        : undefined,
    ),
  },
  '7/rejects-another-type': {
    'compares the types': () => ({
      httpToServer: ({ method, headers }) =>
        method === 'PUT' && headers['content-type'] === 'text/html' ? { ...refused, status: 415 } : undefined,
    }),
  },
})
