import { liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  blames,
  changesItems,
  confirmsAlone,
  confirmsAnything,
  omitsStatus,
  refusesItem,
} from './room-lies.ts'

const exit = { name: 'presence', type: 'unavailable', from: /\/mercutio$/ }

export const lies = liesAbout(xep0045, {
  '8.2/tells-the-kicked': {
    'lets a kick look like an exit': omitsStatus('307', exit),
    'goes on to tell the role': changesItems(exit, { role: 'participant' }),
    'says nothing to the kicked': withholds({ ...exit, to: /^mercutio/ }),
  },
  '8.2/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ role: 'none' }),
    'refuses moderators': refusesItem({ role: 'none' }, 'forbidden'),
  },
  '8.2/tells-the-others': {
    'lets a kick look like an exit': omitsStatus('307', exit),
    'tells only moderators': withholds({ ...exit, to: /^juliet/ }),
    'tells it twice': rewrites({ ...exit, to: /^juliet/ }, (presence) => [presence, presence]),
  },
  '8.2/protects-higher-affiliations': {
    'lets any moderator kick anyone': confirmsAnything,
    'takes a moderator for a participant': blames('forbidden'),
  },
})
