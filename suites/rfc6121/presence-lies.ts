import { type Element, type Instead, type Lie, type Link, mishears, rewrites } from '#lies'

/** What sessions of one user get of presence that fits is changed, or kept from them. */
export const changesFor = (
  user: 'romeo' | 'juliet',
  fits: (presence: Element) => boolean,
  instead: (presence: Element, link: Link) => Instead = () => [],
): Lie =>
  rewrites({ name: 'presence' }, (presence, link) =>
    link.jid?.startsWith(user) && fits(presence) ? instead(presence, link) : undefined,
  )

/** Presence of a session is kept from a user. */
export const keepsFrom = (user: 'romeo' | 'juliet', resource: string, type?: string): Lie =>
  changesFor(user, (presence) => presence.from?.endsWith(`/${resource}`) === true && presence.type === type)

/** Presence that carries a status is kept from a user. */
export const keepsStatusFrom = (user: 'romeo' | 'juliet'): Lie =>
  changesFor(user, (presence) => presence.child('status') !== undefined)

/** Probes of clients go unheard. */
export const ignoresProbes: Lie = mishears({ name: 'presence', type: 'probe' }, () => [])

/** Probes of clients are answered in the name of the contact. */
export const answersProbes = (answer: (probe: Element) => Element): Lie =>
  mishears({ name: 'presence', type: 'probe' }, (probe, link) => {
    link.tellClient(answer(probe))
    return []
  })
