import { liesAbout } from '#lies'
import { changesFor, keepsFrom, keepsStatusFrom } from './presence-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '4.5.2/tells-subscribers-everything': {
    'keeps it from subscribers': keepsFrom('romeo', 'balcony', 'unavailable'),
    'leaves the farewell out': changesFor(
      'romeo',
      ({ type }) => type === 'unavailable',
      (presence) => [presence.withChildren([])],
    ),
  },
  '4.5.2/tells-subscribers-who-is-gone': {
    'keeps it from subscribers': keepsFrom('romeo', 'balcony', 'unavailable'),
  },
  '4.5.2/tells-own-resources': {
    'tells the other resource alone': changesFor(
      'juliet',
      ({ type }) => type === 'unavailable',
      (presence, link) => (link.jid === presence.from ? [] : [presence]),
    ),
    'tells the resource itself alone': changesFor(
      'juliet',
      ({ type }) => type === 'unavailable',
      (presence, link) => (link.jid === presence.from ? [presence] : []),
    ),
  },
  '4.5.2/speaks-for-who-was-cut-off': {
    'lets the contact linger as a ghost': keepsFrom('romeo', 'balcony', 'unavailable'),
    'says so twice': changesFor(
      'romeo',
      ({ type }) => type === 'unavailable',
      (presence) => [presence, presence],
    ),
  },
  '4.5.2/may-come-back': { 'takes a farewell for final': keepsStatusFrom('romeo') },
  '4.5.3/reaches-all-resources': {
    'passes negative resources over': changesFor(
      'romeo',
      ({ type }) => type === 'unavailable',
      (presence, link) => (link.jid?.endsWith('/garden') ? [] : [presence]),
    ),
  },
})
