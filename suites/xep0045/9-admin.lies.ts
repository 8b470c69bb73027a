import { liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, confirmsAnything } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9/only-admins': {
    'lets any moderator do it': confirmsAnything,
    'takes one who may not for one who is not inside': blames('not-acceptable'),
  },
})
