import { type Lie, liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'

/** Says that an upload was stored without looking at it. */
const takesAnyUpload: Lie = () => ({
  httpToServer: ({ method }) =>
    method === 'PUT' ? { status: 201, headers: {}, body: Buffer.alloc(0) } : undefined,
})

export const lies = liesAbout(xep0363, {
  '7/rejects-another-length': {
    'takes an upload of any length': takesAnyUpload,
    'serves what it has refused': () => ({
      httpToClient: (_answer, { method }) =>
        method === 'GET' ? { status: 200, headers: {}, body: Buffer.alloc(99, 'x') } : undefined,
    }),
  },
  '7/rejects-another-type': { 'takes an upload of any type': takesAnyUpload },
})
