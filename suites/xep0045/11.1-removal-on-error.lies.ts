import { liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { omitsStatus } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '11.1/marks-technical-removals': {
    'marks it for the removed alone': omitsStatus('333', { name: 'presence', to: /^romeo/ }),
    'marks it for the others alone': omitsStatus('333', { name: 'presence', to: /^juliet/ }),
  },
})
