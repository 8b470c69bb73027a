import { amendsFor, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesLists, confirmsAlone, refusesItem, takesItemByItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9.8/lists-the-moderators': {
    'leaves out who is not affiliated': changesLists((items) =>
      items.filter(({ attrs }) => attrs['affiliation'] !== 'none'),
    ),
    'leaves the nickname out': changesLists((items) =>
      items.map((item) => item.withAttrs({ nick: undefined })),
    ),
  },
  '9.8/changes-several': {
    'says that it was done, and does nothing': confirmsAlone({ role: 'moderator' }),
    'takes one change at a time': refusesItem({ role: 'moderator' }, 'bad-request'),
  },
})

export const amends = amendsFor(xep0045, {
  '9.8/changes-several': { 'carries out every item': takesItemByItem },
})
