import { amendsFor, liesAbout, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  admitsAnyone,
  blames,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  refusesItem,
  refusesRequests,
  takesItemByItem,
} from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9.2/lists-the-banned': {
    'lists one of several': changesLists((items) => items.slice(0, 1)),
    'leaves the affiliation out': changesLists((items) =>
      items.map((item) => item.withAttrs({ affiliation: undefined })),
    ),
    'tells a role of those who have none': changesLists((items) =>
      items.map((item) => item.withAttrs({ role: 'none' })),
    ),
  },
  '9.2/bans-several': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'outcast' }),
    'takes one ban at a time': refusesItem({ affiliation: 'outcast' }, 'bad-request'),
  },
  '9.2/all-or-nothing': {
    'lets admins ban anyone': confirmsAnything,
    'takes an admin for a participant': blames('forbidden'),
  },
  '9.2/frees-the-nickname': {
    'keeps the nickname of one who is banned': rewrites(
      { name: 'presence', from: /\/capulet$/ },
      (presence) => [
        xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
      ],
    ),
  },
  '9.2/bans-domains': {
    'bans users alone': admitsAnyone,
    'does not know one by the domain': confirmsAlone({ affiliation: 'outcast' }),
    'takes one who is banned for one who is no member': blames('registration-required'),
    'keeps everyone out': rewrites({ name: 'presence', to: /^nurse/ }, (presence) => [
      xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
    ]),
  },
})

export const amends = amendsFor(xep0045, {
  '9.2/bans-several': { 'carries out every item': takesItemByItem },
  '9.2/all-or-nothing': {
    'looks at all items before it does anything': refusesRequests((items) => items.length > 1, 'not-allowed'),
  },
  '9.2/frees-the-nickname': { 'lets the nickname go': admitsAnyone },
})
