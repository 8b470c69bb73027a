import { amendsFor, type Element, type Lie, type Link, liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { approvesForWhoIsAway } from './state-lies.ts'

const request = { name: 'presence', type: 'subscribe' }

export const lies = liesAbout(rfc6121, {
  '3.1.3/never-approves-by-itself': {
    'approves for the contact': rewrites(request, (presence, link) => {
      link.tellServer(xml`<presence type='subscribed' to='${presence.from ?? ''}'/>`)
      return []
    }),
    'approves requests of people the contact is subscribed to': approvesFriends,
    'shows presence before the approval': rewrites(request, (presence, link) => {
      link.tellServer(xml`<presence to='${presence.from ?? ''}'/>`)
      return undefined
    }),
  },
  '3.1.3/delivers-to-all-available-resources': {
    'delivers to the resource with the highest priority': rewrites(request, (_, link) =>
      link.jid?.endsWith('/balcony') ? undefined : [],
    ),
    'delivers to the resource that came last': rewrites(request, (_, link) =>
      link.jid?.endsWith('/chamber') ? undefined : [],
    ),
    'delivers it twice': rewrites(request, (presence) => [presence, presence]),
  },
  '3.1.3/approves-again-for-a-subscriber': {
    'takes no notice of a request that has been approved': () => {
      let approved = 0
      return {
        toClient: (part, link) => {
          if (part.kind !== 'element' || link.port !== 'component') return
          if (part.element.type === 'subscribed') approved += 1
          return part.element.type === 'subscribed' && approved > 1 ? [] : undefined
        },
      }
    },
  },
  '3.1.3/approves-what-was-pre-approved': {
    'keeps the request for the contact to answer': withholds({ name: 'presence', type: 'subscribed' }),
  },
  '3.1.3/keeps-the-complete-request': {
    'keeps the sender of a request alone': rewrites(request, (presence) => [presence.withChildren([])]),
    'makes up an id of its own': rewrites(request, (presence) => [presence.withAttrs({ id: undefined })]),
    'keeps what it knows alone': rewrites(request, (presence) => [
      presence.withChildren(presence.elements().filter(({ ns }) => ns === presence.ns && presence.id === '')),
    ]),
  },
  '3.1.3/delivers-until-answered': {
    'delivers a request once': () => {
      let delivered = 0
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || part.element.type !== 'subscribe') return
          delivered += 1
          return delivered > 1 ? [] : undefined
        },
      }
    },
    'delivers a request that has been answered': deliversTo('/chamber'),
  },
  '3.1.3/keeps-one-request-of-a-user': {
    'keeps every request': rewrites(request, (presence) =>
      presence.child('status') === undefined ? undefined : [presence, presence, presence],
    ),
  },
  '3.1.3/adds-no-item-before-approval': {
    'adds an item for whoever asks': () => {
      let asking: string | undefined
      return {
        toClient: (part) => {
          if (part.kind !== 'element') return
          if (part.element.type === 'subscribe') asking = part.element.from
          const query = part.element.type === 'result' && part.element.child('query', 'jabber:iq:roster')
          if (!query || asking === undefined) return
          const item = xml`<item xmlns='jabber:iq:roster' jid='${asking}' subscription='none'/>`
          return [part.element.withChildren([query.withChildren([item])])]
        },
      }
    },
    'pushes an item for whoever asks': rewrites(request, (presence) => [
      presence,
      xml`
        <iq type='set' id='asking'>
          <query xmlns='jabber:iq:roster'><item jid='${presence.from ?? ''}' subscription='none'/></query>
        </iq>`,
    ]),
  },
})

export const amends = amendsFor(rfc6121, {
  '3.1.3/approves-what-was-pre-approved': { 'approves for one who is away': approvesForWhoIsAway },
})

/** Approves for whoever has an item with a subscription in the other direction. */
function approvesFriends(): ReturnType<Lie> {
  const friends = new Map<Link, Set<string | undefined>>()
  return {
    toClient: (part, link) => {
      if (part.kind !== 'element') return
      const known = friends.get(link) ?? new Set()
      friends.set(link, known)
      for (const item of items(part.element))
        if (item.attrs['subscription'] === 'to') known.add(item.attrs['jid'])
      if (part.element.type !== 'subscribe' || !known.has(part.element.from)) return
      link.tellServer(xml`<presence type='subscribed' to='${part.element.from ?? ''}'/>`)
      return []
    },
  }
}

/** Delivers the request to such a resource when it becomes available. */
function deliversTo(resource: string): Lie {
  return () => {
    let asked: Element | undefined
    return {
      toClient: (part, link) => {
        if (part.kind !== 'element' || !part.element.is('presence')) return
        if (part.element.type === 'subscribe') asked = part.element
        const available = part.element.from === link.jid && link.jid?.endsWith(resource)
        return available && asked ? [part.element, asked] : undefined
      },
    }
  }
}

function items(iq: Element): readonly Element[] {
  return iq.child('query', 'jabber:iq:roster')?.elements() ?? []
}
