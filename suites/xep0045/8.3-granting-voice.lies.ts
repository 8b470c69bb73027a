import { liesAbout, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, confirmsAlone, refusesItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '8.3/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ role: 'participant' }),
    'refuses moderators': refusesItem({ role: 'participant' }, 'forbidden'),
  },
  '8.3/announces': {
    'tells nobody but the two': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
    'goes on to tell the role before': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { role: 'visitor' },
    ),
  },
})
