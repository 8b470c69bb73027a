import { amendsFor, type Element, type Lie, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { errorFor, forEach, returns } from './delivery-lies.ts'
import { rfc6121 } from './requirements.ts'

/** Answers directed presence of these types in the name of its addressee. */
const answersPresence = (types: readonly string[], answer: (presence: Element) => Element): Lie =>
  mishears({ name: 'presence', to: /./ }, (presence, link) => {
    if (!types.includes(presence.type ?? 'available')) return undefined
    link.tellClient(answer(presence))
    return []
  })

export const lies = liesAbout(rfc6121, {
  '8.5.1/iq-is-unavailable': {
    'says that there is no such item': mishears({ name: 'iq', to: /^rosaline/ }, (iq, link) => {
      link.tellClient(errorFor(iq, link, 'item-not-found'))
      return []
    }),
    'never answers': withholds({ name: 'iq', type: 'error' }),
    'answers as if there were one': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  '8.5.1/message-is-ignored-or-returned': {
    'says that there is no such user': forEach(['normal', 'chat', 'headline'], (type) =>
      returns(type, 'item-not-found'),
    ),
  },
  '8.5.1/presence-is-ignored': {
    'answers with an error': mishears({ name: 'presence', to: /^rosaline/ }, (presence, link) => {
      link.tellClient(errorFor(presence, link, 'item-not-found'))
      return []
    }),
  },
  '8.5.1/subscription-presence-is-ignored': {
    'answers for the account that does not exist': answersPresence(
      ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed'],
      ({ to }) => xml`<presence from='${to ?? ''}' type='unsubscribed'/>`,
    ),
  },
  '8.5.1/probe-tells-nothing': {
    'says that the account is away': answersPresence(
      ['probe'],
      ({ to }) => xml`<presence from='${to ?? ''}' type='unavailable'/>`,
    ),
    'answers with an error': mishears({ name: 'presence', type: 'probe' }, (presence, link) => {
      link.tellClient(errorFor(presence, link, 'item-not-found'))
      return []
    }),
  },
})

export const amends = amendsFor(rfc6121, {
  '8.5.1/subscription-presence-is-ignored': {
    'says nothing of who is not there': withholds({ name: 'presence', type: 'unavailable', from: /^[^/]*$/ }),
  },
})
