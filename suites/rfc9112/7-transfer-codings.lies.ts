import { amendsFor, type Lie, liesAbout } from '#lies'
import { rfc9112 } from './requirements.ts'

/** Keeps the sizes of the chunks as if they were content. */
const storesTheFraming: Lie = () => ({
  httpToClient: (answer, { method }) =>
    method === 'GET'
      ? { ...answer, headers: {}, body: Buffer.concat([Buffer.from('30d40\r\n'), answer.body]) }
      : undefined,
})

const refuses: Lie = () => ({
  httpToClient: (answer, { method, headers }) =>
    method === 'PUT' && 'transfer-encoding' in headers ? { ...answer, status: 400 } : undefined,
})

export const lies = liesAbout(rfc9112, {
  '7/coding-names-in-any-case': {
    'stores the framing of the chunks': storesTheFraming,
    'takes the name for another coding': refuses,
  },
  '7.1/decodes-chunks': { 'stores the framing of the chunks': storesTheFraming, 'takes no chunks': refuses },
})

export const amends = amendsFor(rfc9112, {
  '7/coding-names-in-any-case': {
    'reads it in small letters': () => ({
      httpToServer: (request) =>
        'transfer-encoding' in request.headers
          ? { ...request, headers: { ...request.headers, 'transfer-encoding': 'chunked' } }
          : undefined,
    }),
  },
})
