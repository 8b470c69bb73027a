import { type Lie, type Link, mishears, rewrites } from '#lies'
import { errorFor } from './delivery-lies.ts'

/** The session, other than the asking one, of the user whom an iq is for. */
function sessionOf(link: Link, to: string): Link | undefined {
  return link.all.find((other) => other !== link && other.jid?.startsWith(to.replace(/\/.*$/, '')))
}

/** An iq of that namespace goes to a session of the user instead of being answered. */
export const passesOn = (ns: string): Lie =>
  mishears({ name: 'iq', to: /^juliet/ }, (iq, link) => {
    if (!iq.elements().some((child) => child.ns === ns)) return undefined
    sessionOf(link, iq.to ?? '')?.tellClient(iq.withAttrs({ from: link.jid }))
    link.tellClient(errorFor(iq, link, 'service-unavailable'))
    return []
  })

/** An iq of that namespace is never answered. */
export const leavesUnanswered = (ns: string): Lie =>
  mishears({ name: 'iq', to: /^juliet/ }, (iq) =>
    iq.elements().some((child) => child.ns === ns) ? [] : undefined,
  )

/** Errors carry another condition. */
export const blames = (condition: string): Lie =>
  rewrites({ name: 'iq', type: 'error' }, (iq, link) => [
    errorFor(iq.withAttrs({ to: iq.from, from: iq.to }), link, condition),
  ])

/** The server answers for the user, but in its own name. */
export const answersAsTheServer: Lie = rewrites({ name: 'iq', from: /^juliet/ }, (iq) => [
  iq.withAttrs({ from: iq.from?.replace(/^.*@/, '') }),
])
