/** What lies about archives have in common. */
import { Element, type Lie, type Link, mishears, NS, rewrites, xml } from '#lies'

export const MAM = 'urn:xmpp:mam:2'

const result = (message: Element): Element | undefined => message.child('result', MAM)
/** The message that a result holds. */
export const archived = (message: Element): Element | undefined =>
  result(message)?.child('forwarded', 'urn:xmpp:forward:0')?.child('message', 'jabber:client')

/** Whether a result holds something that was said in the course of the verification itself. */
export const holds = (message: Element, word: string): boolean =>
  archived(message)?.child('body')?.text() === word

const within = (parent: Element, child: Element, instead: Element): Element =>
  parent.withChildren(parent.children.map((other) => (other === child ? instead : other)))

/** Changes the results of queries; nothing said = a result that is as it was. */
export const changesResults = (change: (message: Element, link: Link) => Element | undefined): Lie =>
  rewrites({ name: 'message' }, (message, link) => {
    if (result(message) === undefined) return undefined
    const changed = change(message, link)
    return changed && [changed]
  })

/** Changes the element that names a result. */
export const changesResult = (change: (named: Element) => Element): Lie =>
  changesResults((message) => {
    const named = result(message)
    return named && within(message, named, change(named))
  })

/** Changes the message that a result holds. */
export const changesArchived = (change: (stored: Element, link: Link) => Element): Lie =>
  changesResults((message, link) => {
    const named = result(message)
    const forwarded = named?.child('forwarded', 'urn:xmpp:forward:0')
    const stored = forwarded?.child('message', 'jabber:client')
    if (named === undefined || forwarded === undefined || stored === undefined) return undefined
    return within(message, named, within(named, forwarded, within(forwarded, stored, change(stored, link))))
  })

/** Leaves results out. */
export const omitsResults = (fits: (message: Element) => boolean): Lie =>
  rewrites({ name: 'message' }, (message) =>
    result(message) !== undefined && fits(message) ? [] : undefined,
  )

/** Changes the last word of a query. */
export const changesFin = (change: (fin: Element) => Element): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const fin = iq.child('fin', MAM)
    return fin && [iq.withChildren([change(fin)])]
  })

/** Does not read part of a query. */
export const overlooks = (part: (child: Element) => boolean): Lie =>
  mishears({ name: 'iq', type: 'set' }, (iq) => {
    const query = iq.child('query', MAM)
    if (query === undefined) return undefined
    return [iq.withChildren([query.withChildren(query.elements().filter((child) => !part(child)))])]
  })

/** What the form of a query has in a field. */
export const fieldOf = (iq: Element, name: string): string | undefined =>
  iq
    .child('query', MAM)
    ?.child('x', 'jabber:x:data')
    ?.childrenNamed('field')
    .find(({ attrs }) => attrs['var'] === name)
    ?.child('value')
    ?.text()

/** Refuses queries before the server hears of them. */
export const refusesQueries = (fits: (iq: Element, link: Link) => boolean, condition: string): Lie =>
  mishears({ name: 'iq', type: 'set' }, (iq, link) => {
    if (iq.child('query', MAM) === undefined || !fits(iq, link)) return undefined
    link.tellClient(xml`
      <iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
        <error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>
      </iq>`)
    return []
  })

/** Refuses every query of one user. */
export const refuses = (user: string, condition: string): Lie =>
  refusesQueries((_iq, { jid }) => jid?.startsWith(user) === true, condition)

/** Answers a query that it should refuse as if there were nothing to find. */
export const findsNothing: Lie = rewrites({ name: 'iq', type: 'error' }, (iq) => [
  iq
    .withAttrs({ type: 'result' })
    .withChildren([
      xml`<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'><count>0</count></set></fin>`,
    ]),
])
