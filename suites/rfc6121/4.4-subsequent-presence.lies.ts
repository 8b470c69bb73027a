import { liesAbout } from '#lies'
import { changesFor, keepsStatusFrom } from './presence-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '4.4.2/tells-subscribers-everything': {
    'keeps it from subscribers': keepsStatusFrom('romeo'),
    'leaves extensions out': changesFor(
      'romeo',
      (presence) => presence.child('status') !== undefined,
      (presence) => [presence.withChildren(presence.elements().filter((child) => child.ns === presence.ns))],
    ),
  },
  '4.4.2/tells-own-resources': {
    'tells the others and not the sender': changesFor(
      'juliet',
      (presence) => presence.child('status') !== undefined,
      (presence, link) => (link.jid === presence.from ? [] : [presence]),
    ),
    'tells the sender alone': changesFor(
      'juliet',
      (presence) => presence.child('status') !== undefined,
      (presence, link) => (link.jid === presence.from ? [presence] : []),
    ),
  },
  '4.4.3/reaches-all-resources': {
    'passes negative resources over': changesFor(
      'romeo',
      (presence) => presence.child('status') !== undefined,
      (presence, link) => (link.jid?.endsWith('/garden') ? [] : [presence]),
    ),
  },
})
