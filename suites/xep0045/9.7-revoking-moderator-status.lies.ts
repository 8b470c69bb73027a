import { amendsFor, liesAbout, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesItems, confirmsAlone, confirmsAnything, refusesItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9.7/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ role: 'participant' }),
    'refuses owners': refusesItem({ role: 'participant' }, 'forbidden'),
  },
  '9.7/announces': {
    'tells nobody but the two': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
    'goes on to tell the role before': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { role: 'moderator' },
    ),
  },
  '9.7/protects-admins-and-owners': {
    'lets admins do anything': confirmsAnything,
    'takes an admin for a participant': blames('forbidden'),
  },
})

export const amends = amendsFor(xep0045, {
  '9.7/protects-admins-and-owners': {
    'refuses to revoke moderator status': refusesItem({ role: 'participant' }, 'not-allowed'),
  },
})
