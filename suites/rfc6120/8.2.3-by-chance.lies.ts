import { liesAbout, rewrites, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

/** About one in eight. */
const some = { name: 'iq', type: /^(result|error)$/, id: /^chance-.*[0-4]$/ }

export const lies = liesAbout(rfc6120, {
  '8.2.3/answers-requests-of-others-once': {
    'loses an answer now and then': withholds(some),
    'answers under another id now and then': rewrites(some, (iq) => [iq.withAttrs({ id: `re-${iq.id}` })]),
  },
})
