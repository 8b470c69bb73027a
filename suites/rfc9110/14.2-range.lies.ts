import { amendsFor, liesAbout } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '14.2/ignores-ranges-of-head': {
    'answers as if it were asked to send a part': answers('HEAD', (answer) => ({
      ...withFields(answer, { 'content-range': 'bytes 400-999/1000', 'content-length': '600' }),
      status: 206,
    })),
    'states the length of the part': answers('HEAD', (answer) =>
      withFields(answer, { 'content-length': '600' }),
    ),
  },
})

export const amends = amendsFor(rfc9110, {
  '14.2/ignores-ranges-of-head': {
    'takes no notice of the range': () => ({
      httpToServer(request) {
        const { range: _range, ...headers } = request.headers
        return request.method === 'HEAD' ? { ...request, headers } : undefined
      },
    }),
  },
})
