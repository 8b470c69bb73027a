import { liesAbout, withholds } from '#lies'
import { errsBy } from './errs-by.ts'
import { rfc7622 } from './requirements.ts'

export const lies = liesAbout(rfc7622, {
  '3.3/limits-the-length-of-localparts': {
    'looks for accounts of any length': errsBy('service-unavailable', 'cancel'),
    'refuses names that are long and not too long': errsBy('jid-malformed', 'modify'),
  },
  '3.3/compares-localparts-without-case': {
    'finds accounts by the very octets of their names': withholds({ name: 'message', type: 'chat' }),
  },
  '3.3/refuses-what-no-identifier-may-hold': {
    'looks for accounts of any characters': errsBy('service-unavailable', 'cancel'),
  },
  '3.3.1/refuses-what-localparts-may-not-hold': {
    'looks for accounts of any characters': errsBy('service-unavailable', 'cancel'),
  },
})
