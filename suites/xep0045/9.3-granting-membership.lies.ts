import { liesAbout, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, changesLists, confirmsAlone, refusesItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9.3/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'member' }),
    'refuses admins': refusesItem({ affiliation: 'member' }, 'forbidden'),
    'lists nobody': changesLists(() => []),
  },
  '9.3/announces': {
    'tells nobody but the two': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
    'goes on to tell the affiliation before': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { affiliation: 'none' },
    ),
  },
})
