import { amendsFor, liesAbout, mishears } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '8.3/keeps-the-content-type': {
    'calls every file a stream of octets': answers('GET', (answer) =>
      withFields(answer, { 'content-type': 'application/octet-stream' }),
    ),
    'does not say what a file is': answers('GET', (answer) =>
      withFields(answer, { 'content-type': undefined }),
    ),
  },
  '8.6/states-its-length-in-digits': {
    'writes the length as it was asked for': answers('HEAD', (answer) =>
      withFields(answer, { 'content-length': '1e3' }),
    ),
    'counts in kilobytes': answers('HEAD', (answer) => withFields(answer, { 'content-length': '1' })),
  },
})

export const amends = amendsFor(rfc9110, {
  '8.6/states-its-length-in-digits': {
    'reads a size with an exponent as the number that it is': mishears({ name: 'iq', type: 'get' }, (iq) =>
      iq.child('request')?.attrs['size'] === '1e3'
        ? [iq.withChildren(iq.elements().map((request) => request.withAttrs({ size: '1000' })))]
        : undefined,
    ),
  },
})
