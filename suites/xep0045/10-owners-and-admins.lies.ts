import { amendsFor, liesAbout, mishears, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  blames,
  changesItems,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  refusesItem,
  refusesWith,
  takesItemByItem,
} from './room-lies.ts'

const refusal = {
  'lets admins do what owners may': confirmsAnything,
  'takes an admin for one who is not inside': blames('not-acceptable'),
}

const announcement = (before: string) => ({
  'tells nobody but the two': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
  'goes on to tell the affiliation before': changesItems(
    { name: 'presence', from: /\/juliet$/ },
    { affiliation: before },
  ),
})

const list = {
  'leaves one out': changesLists((items) => items.slice(1)),
  'leaves the affiliation out': changesLists((items) =>
    items.map((item) => item.withAttrs({ affiliation: undefined })),
  ),
  'hides who they are': changesLists((items) => items.map((item) => item.withAttrs({ jid: undefined }))),
}

const guardedList = {
  'tells anyone': confirmsAnything,
  'takes a participant for one who is not inside': blames('not-acceptable'),
}

const several = (affiliation: string) => ({
  'says that it was done, and does nothing': confirmsAlone({ affiliation }),
  'takes one change at a time': refusesItem({ affiliation }, 'bad-request'),
})

export const lies = liesAbout(xep0045, {
  '10.3/refuses-others': refusal,
  '10.3/confirms': {
    'lists no owners': changesLists(() => []),
    'leaves out who is not inside': changesLists((items) => items.slice(0, 1)),
  },
  '10.3/announces': announcement('none'),
  '10.3/takes-full-jids': { 'takes bare JIDs alone': refusesItem({ affiliation: 'owner' }, 'jid-malformed') },
  '10.4/refuses-others': refusal,
  '10.4/keeps-the-last-owner': {
    'leaves rooms without an owner': confirmsAnything,
    'says that it is not allowed': blames('not-allowed'),
  },
  '10.4/lets-an-owner-go': {
    'keeps every owner': refusesItem({ affiliation: 'admin' }, 'not-allowed'),
  },
  '10.4/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'admin' }),
    'keeps every owner': refusesItem({ affiliation: 'admin' }, 'not-allowed'),
  },
  '10.4/announces': announcement('owner'),
  '10.5/lists-the-owners': list,
  '10.5/refuses-others-the-list': guardedList,
  '10.5/changes-several': several('owner'),
  '10.6/refuses-others': refusal,
  '10.6/confirms': {
    'lists no admins': changesLists(() => []),
    'leaves out who is not inside': changesLists((items) => items.slice(0, 1)),
  },
  '10.6/announces': announcement('none'),
  '10.7/refuses-others': refusal,
  '10.7/confirms': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'member' }),
    'refuses owners': refusesItem({ affiliation: 'member' }, 'forbidden'),
  },
  '10.7/announces': announcement('admin'),
  '10.8/lists-the-admins': list,
  '10.8/refuses-others-the-list': guardedList,
  '10.8/changes-several': several('admin'),
  '10.4/protects-other-owners': {
    'takes an owner for one who is none': refusesItem({ affiliation: 'none' }, 'forbidden'),
    'says that it is not allowed': refusesItem({ affiliation: 'none' }, 'not-allowed'),
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'none' }),
  },
})

export const amends = amendsFor(xep0045, {
  '10.3/refuses-others': { 'forbids what owners alone may do': refusesWith('forbidden') },
  '10.4/refuses-others': { 'forbids what owners alone may do': refusesWith('forbidden') },
  '10.6/refuses-others': { 'forbids what owners alone may do': refusesWith('forbidden') },
  '10.7/refuses-others': { 'forbids what owners alone may do': refusesWith('forbidden') },
  '10.5/changes-several': { 'carries out every item': takesItemByItem },
  '10.8/changes-several': { 'carries out every item': takesItemByItem },
  '10.3/takes-full-jids': {
    'takes the bare JID of a full one': mishears({ name: 'iq', type: 'set' }, (iq) => {
      const query = iq.child('query', 'http://jabber.org/protocol/muc#admin')
      const bare = query
        ?.elements()
        .map((item) => item.withAttrs({ jid: item.attrs['jid']?.replace(/\/.*/, '') }))
      return query && [iq.withChildren([query.withChildren(bare ?? [])])]
    }),
  },
})
