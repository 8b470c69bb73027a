import { type Element, type Lie, liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesItems, changesQueries } from './roster-lies.ts'

export const lies = liesAbout(rfc6121, {
  '2.5.2/removes-and-pushes': {
    'pushes an item without a subscription where one is removed': changesItems((item) =>
      item.attrs['subscription'] === 'remove' ? item.withAttrs({ subscription: 'none' }) : item,
    ),
    'hides an item that is removed and finds it again later': remembersItems((items, roster) =>
      roster.withChildren(roster.elements().map((item) => items.get(item.attrs['jid']) ?? item)),
    ),
    'keeps what it was told to remove': remembersItems((items, roster) =>
      roster.withChildren([...items.values()]),
    ),
    'pushes a removal to the others alone': rewrites({ name: 'iq', type: 'set' }, (iq, link) =>
      removes(iq) && link.jid?.endsWith('/orchard') ? [] : undefined,
    ),
  },
  '2.5.2/unsubscribes-from-the-contact': {
    'removes the item from the roster of the user alone': keepsFromContact(/^unsubscribe$/, 'from'),
    'sends both, whatever the subscription': rewrites(
      { name: 'presence', type: 'unsubscribe' },
      (presence) => [presence, presence.withAttrs({ type: 'unsubscribed' })],
    ),
    'sends it from the resource': rewrites({ name: 'presence', type: 'unsubscribe' }, (presence, link) => [
      presence.withAttrs({ from: link.all[0]?.jid }),
    ]),
  },
  '2.5.2/cancels-the-subscription-of-the-contact': {
    'removes the item from the roster of the user alone': keepsFromContact(/^unsubscribed$/, 'to'),
    'sends an unsubscribe instead': rewrites({ name: 'presence', type: 'unsubscribed' }, (presence) => [
      presence.withAttrs({ type: 'unsubscribe' }),
    ]),
  },
  '2.5.2/ends-a-mutual-subscription': {
    'ends the direction of the user alone': withholds({ name: 'presence', type: 'unsubscribed' }),
    'ends the direction of the contact alone': withholds({ name: 'presence', type: 'unsubscribe' }),
    'tells the contact and leaves the roster of the contact as it was': changesQueries('result', (query) =>
      query.withChildren(query.elements().map((item) => item.withAttrs({ subscription: 'both' }))),
    ),
  },
  '2.5.3/unknown-item-is-not-found': {
    'is content that the item is not there': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      xml`<iq type='result' id='${iq.id ?? ''}'/>`,
    ]),
    'pushes the removal all the same': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq,
      xml`
        <iq type='set' id='push'>
          <query xmlns='jabber:iq:roster'><item jid='nurse@example.org' subscription='remove'/></query>
        </iq>`,
    ]),
  },
})

function removes(iq: Element): boolean {
  return iq.child('query')?.child('item')?.attrs['subscription'] === 'remove'
}

/** The contact is not told, and the contact's roster does not follow. */
function keepsFromContact(type: RegExp, subscription: string): Lie {
  return () => ({
    toClient: (part) => {
      if (part.kind !== 'element') return
      const { element } = part
      if (element.is('presence') && type.test(element.type ?? '')) return []
      const query = element.type === 'result' ? element.child('query', 'jabber:iq:roster') : undefined
      const items = query?.elements().map((item) => item.withAttrs({ subscription }))
      return query && items && [element.withChildren([query.withChildren(items)])]
    },
  })
}

/** Answers a roster get by what it once knew of its items. */
function remembersItems(change: (known: Map<string | undefined, Element>, query: Element) => Element): Lie {
  return () => {
    const known = new Map<string | undefined, Element>()
    return {
      toClient: (part) => {
        if (part.kind !== 'element' || !part.element.is('iq')) return
        const query = part.element.child('query', 'jabber:iq:roster')
        for (const item of query?.elements() ?? []) {
          const jid = item.attrs['jid']
          if (!known.has(jid)) known.set(jid, item)
        }
        if (query === undefined || part.element.type !== 'result') return
        return [part.element.withChildren([change(known, query)])]
      },
    }
  }
}
