import { liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, confirmsAlone, omitsStatus, refusesItem } from './room-lies.ts'

const exit = { name: 'presence', type: 'unavailable', from: /\/juliet$/ }

export const lies = liesAbout(xep0045, {
  '9.4/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'none' }),
    'refuses admins': refusesItem({ affiliation: 'none' }, 'forbidden'),
  },
  '9.4/announces': {
    'tells nobody but the two': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
    'goes on to tell the affiliation before': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { affiliation: 'member' },
    ),
  },
  '9.4/removes-from-members-only': {
    'lets it look like an exit': omitsStatus('321', exit),
    'calls it a change of the room': rewrites(exit, (presence) => [presence.withChildren([])]),
    'tells only moderators': withholds({ ...exit, to: /^mercutio/ }),
  },
  '9.4/removes-at-once': {
    'first announces one who is no member in the room': rewrites(exit, (presence) => [
      presence.withAttrs({ type: undefined }),
      presence,
    ]),
  },
})
