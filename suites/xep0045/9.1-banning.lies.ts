import { amendsFor, liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  admitsAnyone,
  blames,
  changesItems,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  omitsStatus,
  refusesItem,
  refusesRequests,
} from './room-lies.ts'

const exit = { name: 'presence', type: 'unavailable', from: /\/mercutio$/ }

export const lies = liesAbout(xep0045, {
  '9.1/bans-the-bare-jid': {
    'lets the banned in under another nickname': rewrites(
      { name: 'presence', type: 'error', from: /\/benvolio$/ },
      (refusal) => [refusal.withAttrs({ type: undefined }).withChildren([])],
    ),
    'forgets bans': admitsAnyone,
  },
  '9.1/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'outcast' }),
    'refuses admins': refusesItem({ affiliation: 'outcast' }, 'forbidden'),
    'lists nobody': changesLists(() => []),
  },
  '9.1/tells-the-banned': {
    'lets a ban look like a kick': omitsStatus('301', exit),
    'goes on to tell the affiliation before': changesItems(exit, { affiliation: 'none' }),
    'says nothing to the banned': withholds({ ...exit, to: /^mercutio/ }),
  },
  '9.1/tells-the-others': {
    'lets a ban look like an exit': omitsStatus('301', exit),
    'tells only moderators': withholds({ ...exit, to: /^juliet/ }),
  },
  '9.1/protects-owners': {
    'lets admins ban anyone': confirmsAnything,
    'takes an admin for a participant': blames('forbidden'),
  },
  '9.1/not-oneself': {
    'lets anyone ban oneself': confirmsAnything,
    'says that it is not allowed': blames('not-allowed'),
  },
})

export const amends = amendsFor(xep0045, {
  '9.1/not-oneself': {
    'knows who bans oneself': refusesRequests(
      ([item], { jid }) =>
        item?.attrs['affiliation'] === 'outcast' && jid?.startsWith(`${item.attrs['jid']}/`) === true,
      'conflict',
    ),
  },
})
