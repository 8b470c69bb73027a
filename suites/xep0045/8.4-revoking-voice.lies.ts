import { amendsFor, liesAbout, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesItems, confirmsAlone, confirmsAnything, refusesItem } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '8.4/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ role: 'visitor' }),
    'refuses moderators': refusesItem({ role: 'visitor' }, 'forbidden'),
  },
  '8.4/announces': {
    'tells nobody but the two': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
    'goes on to tell the role before': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { role: 'participant' },
    ),
  },
  '8.4/protects-the-same-affiliation': {
    'lets any moderator silence anyone': confirmsAlone({ nick: 'mercutio', role: 'visitor' }),
  },
  '8.4/protects-admins-and-owners': {
    'lets any moderator silence anyone': confirmsAnything,
    'takes a moderator for a participant': blames('forbidden'),
  },
})

export const amends = amendsFor(xep0045, {
  '8.4/protects-the-same-affiliation': {
    'refuses to revoke voice': refusesItem({ role: 'visitor' }, 'not-allowed'),
  },
  '8.4/protects-admins-and-owners': {
    'refuses to revoke voice': refusesItem({ role: 'visitor' }, 'not-allowed'),
  },
})
