import { liesAbout } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'

const nothing = { status: 204, headers: {}, body: Buffer.alloc(0) }

export const lies = liesAbout(rfc9110, {
  '9.3.2/head-is-get-without-content': {
    'knows no HEAD': answers('HEAD', () => ({ ...nothing, status: 405, headers: { allow: 'GET' } })),
    'states the length of the empty answer': answers('HEAD', (answer) =>
      withFields(answer, { 'content-length': '0' }),
    ),
    'states another type': answers('HEAD', (answer) => withFields(answer, { 'content-type': 'text/html' })),
  },
  '9.3.5/deletes-for-nobody': {
    'does as everybody tells it': () => {
      let stored: Buffer | undefined
      return {
        httpToServer({ method, headers, body }) {
          if (['DELETE', 'POST', 'PUT'].includes(method) && headers['authorization'] === undefined) {
            stored = body
            return nothing
          }
          if (method !== 'GET' || stored === undefined) return undefined
          return { status: stored.length === 0 ? 404 : 200, headers: {}, body: stored }
        },
      }
    },
    'refuses and does it all the same': () => {
      let gone = false
      return {
        httpToServer({ method, headers }) {
          if (method !== 'GET' && headers['authorization'] === undefined) gone = true
          return method === 'GET' && gone ? { ...nothing, status: 404 } : undefined
        },
      }
    },
  },
})
