import { liesAbout } from '#lies'
import { changesFor, keepsFrom } from './presence-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '4.2.2/tells-subscribers': {
    'keeps it from subscribers': keepsFrom('juliet', 'garden'),
    'says that the user has gone': changesFor(
      'juliet',
      ({ from }) => from?.endsWith('/garden') === true,
      (presence) => [presence.withAttrs({ type: 'unavailable' })],
    ),
  },
  '4.2.2/tells-own-resources': {
    'tells the new resource alone': changesFor(
      'romeo',
      ({ from, to }) => from?.endsWith('/garden') === true && to?.endsWith('/garden') !== true,
      (presence, link) => (link.jid?.endsWith('/orchard') ? [] : [presence]),
    ),
  },
  '4.2.2/asks-after-contacts': {
    'lets the user wait for news': changesFor(
      'juliet',
      ({ from }) => from?.endsWith('/orchard') === true,
      (presence, link) => (link.jid?.endsWith('/chamber') ? [] : [presence]),
    ),
  },
  '4.2.3/reaches-all-resources': {
    'passes negative resources over': changesFor(
      'juliet',
      ({ from }) => from?.endsWith('/garden') === true,
      (presence, link) => (link.jid?.endsWith('/chamber') ? [] : [presence]),
    ),
  },
})
