/** What lies about rooms have in common. */
import { Element, type Instead, type Lie, type Link, mishears, NS, rewrites, xml } from '#lies'

type Pattern = Parameters<typeof rewrites>[0]

const USER = 'http://jabber.org/protocol/muc#user'

export const isSubject = (element: Element): boolean =>
  element.is('message') && element.child('subject') !== undefined && element.child('body') === undefined

export const isHistory = (element: Element): boolean =>
  element.is('message') &&
  element.child('body') !== undefined &&
  element.child('delay', 'urn:xmpp:delay') !== undefined

/** Whether a stanza says that it is about its own addressee. */
export const isSelfPresence = (element: Element): boolean =>
  element.is('presence') &&
  element.child('x', USER)?.child('status') !== undefined &&
  statusOf(element).includes('110')

const statusOf = (stanza: Element): readonly (string | undefined)[] =>
  stanza
    .child('x', USER)
    ?.childrenNamed('status')
    .map(({ attrs }) => attrs['code']) ?? []

/** The same stanza with another extension for users; nothing where it holds none. */
export function withExtension(stanza: Element, change: (x: Element) => Element): Instead {
  if (stanza.child('x', USER) === undefined) return undefined
  return [
    stanza.withChildren(
      stanza.children.map((child) =>
        typeof child !== 'string' && child.is('x', USER) ? change(child) : child,
      ),
    ),
  ]
}

/** Changes what the room says to users, in each stanza that fits. */
export function changesExtension(pattern: Pattern, change: (x: Element, link: Link) => Element): Lie {
  return rewrites(pattern, (stanza, link) => withExtension(stanza, (x) => change(x, link)))
}

/** Sets attributes of the items that the room sends; `undefined` leaves one out. */
export function changesItems(pattern: Pattern, attrs: Readonly<Record<string, string | undefined>>): Lie {
  return changesExtension(pattern, (x) =>
    x.withChildren(x.elements().map((child) => (child.name === 'item' ? child.withAttrs(attrs) : child))),
  )
}

/** Leaves a status code out. */
export function omitsStatus(code: string, pattern: Pattern = { name: 'presence' }): Lie {
  return changesExtension(pattern, (x) =>
    x.withChildren(x.elements().filter((child) => child.attrs['code'] !== code)),
  )
}

/** Adds a status code. */
export function addsStatus(code: string, pattern: Pattern): Lie {
  return changesExtension(pattern, (x) =>
    x.withChildren([...x.children, new Element('status', USER, { code })]),
  )
}

/** Holds back what should come first, until something later has gone out to the same client. */
export function sendsLate(held: (element: Element) => boolean, until: (element: Element) => boolean): Lie {
  return () => {
    const waiting = new Map<Link, Element[]>()
    return {
      toClient: (part, link) => {
        if (part.kind !== 'element') return undefined
        const queue = waiting.get(link) ?? []
        if (held(part.element)) {
          waiting.set(link, [...queue, part.element])
          return []
        }
        if (queue.length === 0 || !until(part.element)) return undefined
        waiting.delete(link)
        return [part.element, ...queue]
      },
    }
  }
}

/** Refuses for another reason than the right one. */
export function blames(condition: string, pattern: Pattern = { type: 'error' }): Lie {
  const error = xml`<error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>`
  return rewrites(pattern, (stanza) => [
    stanza.withChildren([...stanza.elements().filter(({ name }) => name !== 'error'), error]),
  ])
}

/** Lets everyone in, where the real server refuses. */
export const admitsAnyone: Lie = rewrites({ name: 'presence', type: 'error' }, (refusal) => [
  xml`<presence from='${refusal.from ?? ''}' to='${refusal.to ?? ''}'>
    <x xmlns='http://jabber.org/protocol/muc#user'>
      <item affiliation='none' role='participant'/><status code='110'/>
    </x>
  </presence>`,
])

const ADMIN = 'http://jabber.org/protocol/muc#admin'

/** Answers a request about such an item itself; the real server never hears of it. */
function answersItself(attrs: Readonly<Record<string, string>>, answer: (iq: Element) => Element): Lie {
  return mishears({ name: 'iq' }, (iq, link) => {
    const items = iq.child('query', ADMIN)?.elements() ?? []
    const fits = items.some((item) =>
      Object.entries(attrs).every(([name, value]) => item.attrs[name] === value),
    )
    if (!fits) return undefined
    link.tellClient(answer(iq))
    return []
  })
}

/** Says that it was done, and does nothing. */
export const confirmsAlone = (attrs: Readonly<Record<string, string>>): Lie =>
  answersItself(attrs, (iq) => xml`<iq type='result' id='${iq.id ?? ''}' from='${iq.to ?? ''}'/>`)

/** Refuses what it should do, or refuses for the wrong reason. */
export const refusesItem = (attrs: Readonly<Record<string, string>>, condition: string): Lie =>
  answersItself(
    attrs,
    (iq) =>
      xml`<iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
        <error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>
      </iq>`,
  )

/** Confirms what it should refuse. */
export const confirmsAnything: Lie = rewrites({ name: 'iq', type: 'error' }, (iq) => [
  iq.withAttrs({ type: 'result' }).withChildren([]),
])

/** Answers a list with other items. */
export function changesLists(change: (items: readonly Element[]) => readonly Element[]): Lie {
  return rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const query = iq.child('query', ADMIN)
    return query && [iq.withChildren([query.withChildren(change(query.elements()))])]
  })
}

/** What a request to the administration of a room wants changed. */
export const adminItems = (iq: Element): readonly Element[] =>
  iq.type === 'set' ? (iq.child('query', ADMIN)?.elements() ?? []) : []

/** Carries out every item of a request: the server hears a request for each, and the client one answer. */
export const takesItemByItem: Lie = () => {
  const extra = new Set<string>()
  return {
    toServer: (part) => {
      if (part.kind !== 'element') return undefined
      const { element } = part
      const [first, ...rest] = adminItems(element)
      const query = element.child('query', ADMIN)
      if (first === undefined || rest.length === 0 || query === undefined) return undefined
      const before = rest.map((item, index) => {
        const id = `${element.id}-${index}`
        extra.add(id)
        return element.withAttrs({ id }).withChildren([query.withChildren([item])])
      })
      return [...before, element.withChildren([query.withChildren([first])])]
    },
    toClient: (part) =>
      part.kind === 'element' && part.element.name === 'iq' && extra.has(part.element.id ?? '')
        ? []
        : undefined,
  }
}

/** Refuses requests to the administration of a room before the server hears of them. */
export const refusesRequests = (
  fits: (items: readonly Element[], link: Link) => boolean,
  condition: string,
): Lie =>
  mishears({ name: 'iq', type: 'set' }, (iq, link) => {
    const items = adminItems(iq)
    if (items.length === 0 || !fits(items, link)) return undefined
    link.tellClient(xml`
      <iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
        <error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>
      </iq>`)
    return []
  })

/** Answers a form that is cancelled by destroying the room, as far as its owner can see. */
export const destroysWhatIsCancelled: Lie = mishears({ name: 'iq', type: 'set' }, (iq, link) => {
  const form = iq.child('query', 'http://jabber.org/protocol/muc#owner')?.child('x', 'jabber:x:data')
  if (form?.attrs['type'] !== 'cancel') return undefined
  link.tellClient(
    xml`<iq type='result' id='${iq.id ?? ''}' from='${iq.to ?? ''}'/>`,
    xml`<presence type='unavailable' from='${iq.to ?? ''}/romeo' to='${link.jid ?? ''}'>
      <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/><destroy/></x>
    </presence>`,
  )
  return []
})

/** Names the error that the document names. */
export const refusesWith = (condition: string): Lie => blames(condition, { name: 'iq', type: 'error' })
