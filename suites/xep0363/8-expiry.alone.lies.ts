import { type HttpExchange, liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'

export const lies = liesAbout(xep0363, {
  '8/slots-expire': {
    'takes a file whenever it comes': () => ({
      httpToServer: ({ method }) =>
        method === 'PUT' ? { status: 201, headers: {}, body: Buffer.alloc(0) } : undefined,
    }),
    'refuses a file that comes late and serves it': () => {
      let late: HttpExchange | undefined
      return {
        httpToServer(request) {
          if (request.method === 'PUT') late = request
          return request.method === 'GET' && late !== undefined
            ? { status: 200, headers: {}, body: late.body }
            : undefined
        },
      }
    },
  },
  '8/removes-expired-files': {
    'serves a file for ever': () => {
      let stored = Buffer.alloc(0) as Buffer
      return {
        httpToServer({ method, body }) {
          if (method === 'PUT') stored = body
          return method === 'GET' ? { status: 200, headers: {}, body: stored } : undefined
        },
      }
    },
    'forgets where a file is and leaves it on the disk': () => {
      let first: number | undefined
      return {
        uses(usage) {
          first ??= usage.storedBytes ?? 0
          return { ...usage, storedBytes: first }
        },
      }
    },
  },
})
