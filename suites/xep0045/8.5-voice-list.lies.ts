import { amendsFor, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesLists, confirmsAlone, refusesItem, takesItemByItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '8.5/lists-who-has-voice': {
    'lists nobody': changesLists(() => []),
    'leaves the role out': changesLists((items) => items.map((item) => item.withAttrs({ role: undefined }))),
    'lists everyone': changesLists((items) => [
      ...items,
      ...items.map((item) => item.withAttrs({ nick: 'mercutio' })),
    ]),
    'refuses moderators': refusesItem({ role: 'participant' }, 'forbidden'),
  },
  '8.5/changes-several': {
    'says that it was done, and does nothing': confirmsAlone({ role: 'visitor' }),
    'takes one change at a time': refusesItem({ role: 'visitor' }, 'bad-request'),
  },
})

export const amends = amendsFor(xep0045, {
  '8.5/changes-several': { 'carries out every item': takesItemByItem },
})
