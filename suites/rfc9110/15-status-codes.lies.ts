import { amendsFor, liesAbout } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'
import { moon } from './uploads.ts'

export const lies = liesAbout(rfc9110, {
  '15.3.7/a-part-is-the-one-asked-for': {
    'sends the beginning, whichever part is asked for': answers('GET', (_answer, { headers }) =>
      'range' in headers
        ? { status: 206, headers: { 'content-range': 'bytes 0-49/1000' }, body: moon.subarray(0, 50) }
        : undefined,
    ),
    'calls the whole file a part': answers('GET', (answer, { headers }) =>
      'range' in headers ? { ...answer, status: 206 } : undefined,
    ),
    'sends the part without its first byte': answers('GET', (answer, { headers }) =>
      'range' in headers
        ? { ...withFields(answer, { 'content-length': undefined }), body: answer.body.subarray(1) }
        : undefined,
    ),
  },
  '15.4.5/304-keeps-fields-of-the-cache': {
    'says 304 and nothing else': answers('GET', (_answer, { headers }) =>
      'if-modified-since' in headers ? { status: 304, headers: {}, body: Buffer.alloc(0) } : undefined,
    ),
  },
  '15.5.17/states-the-length-with-416': {
    'says 416 and nothing else': answers('GET', (_answer, { headers }) =>
      'range' in headers ? { status: 416, headers: {}, body: Buffer.alloc(0) } : undefined,
    ),
    'states another length': answers('GET', (_answer, { headers }) =>
      'range' in headers
        ? { status: 416, headers: { 'content-range': 'bytes */5000' }, body: Buffer.alloc(0) }
        : undefined,
    ),
  },
})

export const amends = amendsFor(rfc9110, {
  '15.4.5/304-keeps-fields-of-the-cache': {
    'adds them': () => ({
      httpToClient: (answer) =>
        answer.status === 304
          ? withFields(answer, { 'cache-control': 'max-age=31556952, immutable' })
          : undefined,
    }),
  },
  '15.5.17/states-the-length-with-416': {
    'adds it': () => ({
      httpToClient: (answer) =>
        answer.status === 416 ? withFields(answer, { 'content-range': `bytes */${moon.length}` }) : undefined,
    }),
  },
})
