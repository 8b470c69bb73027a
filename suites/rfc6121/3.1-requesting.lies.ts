import { type Element, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changeQuery, changesItems, changesQueries, push } from './roster-lies.ts'

export const lies = liesAbout(rfc6121, {
  '3.1.1/takes-roster-set-and-request-in-either-order': {
    'replaces the whole item by a later roster set': changesItems((item) =>
      item.attrs['name'] === undefined ? item : item.withAttrs({ ask: undefined }),
    ),
    'makes a new item for each request': changesItems((item) =>
      item.attrs['ask'] === undefined ? item : item.withAttrs({ name: undefined }).withChildren([]),
    ),
  },
  '3.1.2/checks-the-address': {
    'takes any address into the roster': () => {
      let asked: string | undefined
      return {
        toServer: (part) => {
          if (part.kind === 'element' && part.element.type === 'subscribe') asked = part.element.to
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && part.element.type === 'result' && asked !== undefined
            ? changeQuery(part.element, (query) =>
                query.withChildren([
                  xml`<item xmlns='jabber:iq:roster' jid='${asked ?? ''}' subscription='none' ask='subscribe'/>`,
                ]),
              )
            : undefined,
      }
    },
  },
  '3.1.2/treats-a-full-jid-as-bare': {
    'delivers to the resource that was named': rewrites({ name: 'presence', type: 'subscribe' }, (_, link) =>
      link.jid?.endsWith('/balcony') ? undefined : [],
    ),
    'leaves the full JID in the stanza': rewrites(
      { name: 'presence', type: 'subscribe' },
      (presence, link) => [presence.withAttrs({ to: link.jid })],
    ),
    'ignores what is addressed to a full JID': mishears({ name: 'presence', type: 'subscribe' }, () => []),
  },
  '3.1.2/answers-what-it-cannot-deliver': {
    'drops what it cannot deliver': withholds({ name: 'presence', type: 'error' }),
  },
  '3.1.2/pushes-the-pending-request': {
    'pushes nothing before the contact answers': withholds(push),
    'pushes the item without the request': changesQueries('set', (query) =>
      query.withChildren(query.elements().map((item) => item.withAttrs({ ask: undefined }))),
    ),
    'pushes to the resource alone that sent the request': rewrites(push, (_: Element, link) =>
      link.jid?.endsWith('/orchard') ? undefined : [],
    ),
  },
})
