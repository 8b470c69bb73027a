import { liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

const answer = { name: 'iq', type: /^(result|error)$/, id: /^(?!fence-|bind$|ts-)/ }

export const lies = liesAbout(rfc6120, {
  '8.1.3/requests-carry-an-id': {
    'pushes without an id': rewrites({ name: 'iq', type: 'set' }, (iq) => [iq.withAttrs({ id: undefined })]),
  },
  '8.1.3/answers-carry-the-id': {
    'answers under ids of its own': rewrites(answer, (iq) => [iq.withAttrs({ id: '1' })]),
    'answers without an id': rewrites(answer, (iq) => [iq.withAttrs({ id: undefined })]),
  },
})
