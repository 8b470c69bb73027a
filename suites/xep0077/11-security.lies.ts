import { liesAbout } from '#lies'
import { confirms, letsAllIn, letsNobodyIn, refuses } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '11/not-before-tls': {
    'registers in the clear': confirms,
    'refuses, and makes the account': letsAllIn,
  },
  '11/closed-to-strangers-alone': {
    'confirms to strangers, too': confirms,
    'makes the account all the same': letsAllIn,
    'is closed to its users, too': refuses('not-allowed'),
    'forgets the password that was changed': letsNobodyIn,
  },
})
