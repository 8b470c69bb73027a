import { liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { omitsStatus } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '7.2.12/warns-of-logging': {
    'warns of real JIDs alone': omitsStatus('170'),
  },
})
