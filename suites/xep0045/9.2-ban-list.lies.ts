import { liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesLists, confirmsAlone, confirmsAnything, refusesItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9.2/lists-the-banned': {
    'lists one of several': changesLists((items) => items.slice(0, 1)),
    'leaves the affiliation out': changesLists((items) =>
      items.map((item) => item.withAttrs({ affiliation: undefined })),
    ),
    'tells a role of those who have none': changesLists((items) =>
      items.map((item) => item.withAttrs({ role: 'none' })),
    ),
  },
  '9.2/bans-several': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'outcast' }),
    'takes one ban at a time': refusesItem({ affiliation: 'outcast' }, 'bad-request'),
  },
  '9.2/all-or-nothing': {
    'lets admins ban anyone': confirmsAnything,
    'takes an admin for a participant': blames('forbidden'),
  },
})
