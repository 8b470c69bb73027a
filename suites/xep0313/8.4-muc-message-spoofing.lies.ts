import { amendsFor, liesAbout, xml } from '#lies'
import { changesArchived } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

const USER = 'http://jabber.org/protocol/muc#user'

export const lies = liesAbout(xep0313, {
  '8.4/drops-forged-items': {
    'keeps what a sender claims': changesArchived((stored) =>
      stored.withChildren([
        ...stored.children,
        xml`<x xmlns='${USER}'><item jid='romeo@example.org' affiliation='owner'/></x>`,
      ]),
    ),
  },
})

export const amends = amendsFor(xep0313, {
  '8.4/drops-forged-items': {
    'keeps what the room itself says alone': changesArchived((stored) => {
      const items = stored.elements().filter((child) => child.is('x', USER))
      const own = items.length > 1 ? items.slice(1) : items
      return stored.withChildren([
        ...stored.children.filter((child) => typeof child === 'string' || !child.is('x', USER)),
        ...own,
      ])
    }),
  },
})
