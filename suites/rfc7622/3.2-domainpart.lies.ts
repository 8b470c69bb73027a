import { liesAbout } from '#lies'
import { errsBy } from './errs-by.ts'
import { rfc7622 } from './requirements.ts'

export const lies = liesAbout(rfc7622, {
  '3.2/strips-a-final-dot': {
    'takes a name with a final dot for another domain': errsBy('remote-server-not-found', 'cancel'),
  },
  '3.2/limits-the-length-of-domainparts': {
    'looks for domains of any length': errsBy('remote-server-not-found', 'cancel'),
    'finds nobody at an empty domain': errsBy('item-not-found', 'cancel'),
  },
  '3.2.1/refuses-what-no-label-may-hold': {
    'looks for domains of any characters': errsBy('remote-server-not-found', 'cancel'),
  },
  '3.2.3/compares-domainparts-without-case': {
    'takes a name in capitals for another domain': errsBy('remote-server-not-found', 'cancel'),
  },
})
