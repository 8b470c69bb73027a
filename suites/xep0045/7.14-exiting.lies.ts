import { liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, omitsStatus } from './room-lies.ts'

const exit = { name: 'presence', type: 'unavailable', from: /\/juliet$/ }

export const lies = liesAbout(xep0045, {
  '7.14/says-goodbye': {
    'says nothing to one who leaves': withholds({ ...exit, to: /^juliet/ }),
    'does not say whose exit it is': omitsStatus('110', exit),
  },
  '7.14/tells-who-left': {
    'tells only moderators': withholds({ ...exit, to: /^mercutio/ }),
    'tells it twice': rewrites(exit, (presence) => [presence, presence]),
  },
  '7.14/role-none': {
    'goes on to tell the role': changesItems(exit, { role: 'participant' }),
    'forgets the affiliation': changesItems(exit, { affiliation: undefined }),
  },
})
