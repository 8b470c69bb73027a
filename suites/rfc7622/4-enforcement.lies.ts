import { liesAbout, withholds } from '#lies'
import { errsBy } from './errs-by.ts'
import { rfc7622 } from './requirements.ts'

export const lies = liesAbout(rfc7622, {
  '4/answers-by-jid-malformed': {
    'drops what it cannot address': withholds({ type: 'error' }),
    'has no service for what it cannot address': errsBy('service-unavailable', 'cancel'),
  },
})
