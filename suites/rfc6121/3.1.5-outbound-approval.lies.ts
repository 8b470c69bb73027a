import { type Element, liesAbout, rewrites, withholds } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesQueries, push } from './roster-lies.ts'

const approval = { name: 'presence', type: 'subscribed' }

export const lies = liesAbout(rfc6121, {
  '3.1.5/delivers-the-approval': {
    'tells the user by the push alone': withholds(approval),
    'stamps the approval with the resource': rewrites(approval, (presence) => [
      presence.withAttrs({ from: `${presence.from}/balcony` }),
    ]),
  },
  '3.1.5/pushes-the-approval-to-the-contact': {
    'pushes to the resource alone that approved': rewrites(push, (_, link) =>
      link.jid?.endsWith('/chamber') ? [] : undefined,
    ),
    'names the direction of the other side': changesQueries('set', (query) =>
      query.withChildren(
        query
          .elements()
          .map((item) =>
            item.attrs['subscription'] === 'from' ? item.withAttrs({ subscription: 'to' }) : item,
          ),
      ),
    ),
  },
  '3.1.5/sends-current-presence': {
    'sends no presence before the next change': withholds({
      name: 'presence',
      type: null,
      from: /^juliet/,
      to: /^romeo/,
    }),
    'sends presence of the resource alone that approved': withholds({
      name: 'presence',
      type: null,
      from: /^juliet.*\/chamber$/,
      to: /^romeo/,
    }),
    'sends presence without what it says': rewrites(
      { name: 'presence', type: null, from: /^juliet/, to: /^romeo/ },
      (presence: Element) => [presence.withChildren([])],
    ),
  },
})
