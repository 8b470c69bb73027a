import { amendsFor, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, changesLists, confirmsAnything } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '5.1/knows-the-roles': {
    'tells nobody of the own role': changesItems({ name: 'presence', to: /^juliet/ }, { role: undefined }),
    'knows occupants alone': changesItems({ name: 'presence', to: /^juliet/ }, { role: 'occupant' }),
  },
  '5.1.2/default-roles': {
    'makes everyone a visitor': changesItems({ name: 'presence', to: /^juliet/ }, { role: 'visitor' }),
    'makes everyone a participant': changesItems(
      { name: 'presence', to: /^juliet/ },
      { role: 'participant' },
    ),
  },
  '5.1.3/protects-higher-moderators': { 'lets any moderator act on any other': confirmsAnything },
  '5.2/knows-the-affiliations': {
    'forgets affiliations': changesLists(() => []),
    'knows members alone': changesLists((items) =>
      items.map((item) => item.withAttrs({ affiliation: 'some' })),
    ),
  },
  '5.2.1/members-do-not-see-who-is-hidden': { 'tells any member': confirmsAnything },
  '5.1/remembers-voice': {
    'forgets voice with the visit': changesItems({ name: 'presence', to: /^juliet/ }, { role: 'visitor' }),
  },
})

export const amends = amendsFor(xep0045, {
  '5.1/remembers-voice': {
    'gives voice again': changesItems(
      { name: 'presence', to: /^juliet/, from: /\/juliet$/ },
      { role: 'participant' },
    ),
  },
})
