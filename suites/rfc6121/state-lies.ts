/** What lies about subscription states have in common: they are told at the n-th stanza of a type from one side. */
import { type Amend, type Element, type Hooks, type Instead, type Lie, type Link, xml } from '#lies'
import { changeQuery } from './roster-lies.ts'

export type Side = 'user' | 'contact'

/** The server takes no notice of the n-th stanza of that type from that side. */
export function drops(nth: number, side: Side, type: string): Lie {
  return () => ({ toServer: atThe(nth, side, type, () => []) })
}

/** The server hands the n-th stanza of that type to the other side by itself, too. */
export function handsOn(nth: number, side: Side, type: string): Lie {
  return () => ({
    toServer: atThe(nth, side, type, (presence, link) => {
      const from = presence.from ?? link.jid?.split('/')[0]
      for (const other of link.all) {
        const there = side === 'user' ? other.port === 'component' : other.jid !== undefined
        if (there) other.tellClient(presence.withAttrs({ from }))
      }
      return undefined
    }),
  })
}

/** From the n-th stanza of that type on, roster results are what they were before. */
export function forgets(nth: number, side: Side, type: string): Lie {
  return () => {
    const items = new Map<string | undefined, Element>()
    let frozen = false
    return {
      toServer: atThe(nth, side, type, () => {
        frozen = true
        return undefined
      }),
      toClient: (part) => {
        if (part.kind !== 'element' || !part.element.is('iq')) return
        const query = part.element.child('query', 'jabber:iq:roster')
        if (query === undefined) return
        if (!frozen) for (const item of query.elements()) items.set(item.attrs['jid'], item)
        if (!frozen || part.element.type !== 'result') return
        return changeQuery(part.element, (roster) => roster.withChildren([...items.values()]))
      },
    }
  }
}

/** From the n-th stanza of that type on, roster results name another subscription. */
export function mistakes(nth: number, side: Side, type: string, subscription: string): Lie {
  return () => {
    let mistaken = false
    return {
      toServer: atThe(nth, side, type, () => {
        mistaken = true
        return undefined
      }),
      toClient: (part) =>
        mistaken && part.kind === 'element' && part.element.type === 'result'
          ? changeQuery(part.element, (roster) =>
              roster.withChildren(
                roster.elements().map((item) => item.withAttrs({ subscription, ask: undefined })),
              ),
            )
          : undefined,
    }
  }
}

function atThe(
  nth: number,
  side: Side,
  type: string,
  act: (presence: Element, link: Link) => Instead,
): NonNullable<Hooks['toServer']> {
  let count = 0
  return (part, link) => {
    if (part.kind !== 'element' || !part.element.is('presence') || part.element.type !== type) return
    if ((link.port === 'component') !== (side === 'contact')) return
    count += 1
    return count === nth ? act(part.element, link) : undefined
  }
}

/** Requests of those who were approved in advance are answered while the user has no stream, and approved at the next. */
export const approvesForWhoIsAway: Amend = () => {
  const approved = new Set<string>()
  const closed = new Set<Link>()
  return {
    toServer: (part, link) => {
      const own = link.jid?.split('/')[0]
      if (part.kind === 'close') closed.add(link)
      if (part.kind !== 'element' || !part.element.is('presence')) return
      const { type, to = '' } = part.element
      if (type === 'subscribed') approved.add(`${own} ${to}`)
      const there = link.all.some((other) => other.jid?.startsWith(`${to}/`) && !closed.has(other))
      if (type !== 'subscribe' || !approved.has(`${to} ${own}`) || there) return
      link.tellClient(xml`<presence type='subscribed' from='${to}' to='${own ?? ''}'/>`)
      return undefined
    },
    toClient: (part, link) => {
      if (part.kind !== 'element' || part.element.type !== 'subscribe') return
      const { from = '' } = part.element
      if (!approved.has(`${link.jid?.split('/')[0]} ${from}`)) return
      link.tellServer(xml`<presence type='subscribed' to='${from}'/>`)
      return []
    },
  }
}
