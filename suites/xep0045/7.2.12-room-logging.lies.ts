import { amendsFor, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { addsStatus, omitsStatus } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '7.2.12/warns-of-logging': {
    'warns of real JIDs alone': omitsStatus('170'),
  },
})

export const amends = amendsFor(xep0045, {
  '7.2.12/warns-of-logging': {
    'warns of the log': addsStatus('170', { name: 'presence', to: /^mercutio/, from: /\/mercutio$/ }),
  },
})
