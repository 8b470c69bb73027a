import { amendsFor, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, confirmsAnything, refusesWith } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9/only-admins': {
    'lets any moderator do it': confirmsAnything,
    'takes one who may not for one who is not inside': blames('not-acceptable'),
  },
})

export const amends = amendsFor(xep0045, {
  '9/only-admins': { 'forbids what admins alone may do': refusesWith('forbidden') },
})
