/** What lies about rosters have in common: results and pushes are the same query in another iq. */
import { type Amend, Element, type Instead, type Lie, type Link, NS, rewrites, xml } from '#lies'

export const push = xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`
export const roster = xml`<iq type='result'><query xmlns='jabber:iq:roster'/></iq>`

/** The same iq with another roster query; nothing where it holds none. */
export function changeQuery(iq: Element, change: (query: Element) => Element): Instead {
  const query = iq.child('query', 'jabber:iq:roster')
  return query && [iq.withChildren([change(query)])]
}

export function changesQueries(type: 'result' | 'set', change: (query: Element) => Element): Lie {
  return rewrites({ name: 'iq', type }, (iq) => changeQuery(iq, change))
}

/** Changes every item in results and pushes. */
export function changesItems(change: (item: Element) => Element): Lie {
  return rewrites({ name: 'iq', type: /^(result|set)$/ }, (iq) =>
    changeQuery(iq, (query) => query.withChildren(query.elements().map(change))),
  )
}

/** Pushes other subscriptions in place of some. */
export function changesSubscriptions(instead: Readonly<Record<string, string>>): Lie {
  return changesQueries('set', (query) =>
    query.withChildren(
      query.elements().map((item) => {
        const subscription = item.attrs['subscription'] ?? 'none'
        return item.withAttrs({ subscription: instead[subscription] ?? subscription })
      }),
    ),
  )
}

/** An iq of type error in answer to the one with that id. */
export function refusal(id: string | undefined, type: string, condition: string): Element {
  const cause = new Element(condition, NS.stanzaErrors)
  return xml`<iq type='error' id='${id ?? ''}'><error type='${type}'>${cause}</error></iq>`
}

/** Sends the push that follows from presence of that type before the presence itself. */
export function pushesBefore(type: string): Lie {
  return () => {
    const held = new Map<Link, Element>()
    return {
      toClient: (part, link) => {
        if (part.kind !== 'element') return
        const { element } = part
        if (element.is('presence') && element.type === type && link.port === 'c2s') {
          held.set(link, element)
          return []
        }
        const late = element.is('iq') && element.type === 'set' ? held.get(link) : undefined
        if (late === undefined) return
        held.delete(link)
        return [element, late]
      },
    }
  }
}

/** Items of contacts whom the user has approved in advance say so, until they are subscribed. */
export const notesApprovals: Amend = () => {
  const approved = new Set<string | undefined>()
  return {
    toServer: (part) => {
      if (part.kind === 'element' && part.element.type === 'subscribed') approved.add(part.element.to)
      return undefined
    },
    toClient: (part) => {
      if (part.kind !== 'element' || !part.element.is('iq')) return
      return changeQuery(part.element, (query) =>
        query.withChildren(
          query.elements().map((item) => {
            const { jid, subscription = '' } = item.attrs
            const noted = approved.has(jid) && /^(none|to)$/.test(subscription)
            return noted ? item.withAttrs({ approved: 'true' }) : item
          }),
        ),
      )
    },
  }
}
