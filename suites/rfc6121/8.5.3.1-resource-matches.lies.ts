import { amendsFor, type Lie, liesAbout, mishears } from '#lies'
import { errorFor, forEach, loses, returns, treats } from './delivery-lies.ts'
import { blames, passesOn } from './iq-lies.ts'
import { rfc6121 } from './requirements.ts'

/** Takes what is for one resource to all resources of that user. */
const takesToAll: Lie = forEach(['normal', 'chat', 'groupchat', 'headline'], (type) =>
  treats(type, (message, link) => {
    for (const other of link.all) if (other !== link) other.tellClient(message.withAttrs({ from: link.jid }))
    return []
  }),
)

export const lies = liesAbout(rfc6121, {
  '8.5.3.1/iq-of-a-stranger-is-unavailable': {
    'lets strangers ask': passesOn('jabber:iq:version'),
    'calls it forbidden': blames('forbidden'),
  },
  '8.5.3.1/answers-reach-the-resource': {
    'loses results': mishears({ name: 'iq', type: 'result' }, () => []),
    'loses errors': mishears({ name: 'iq', type: 'error' }, () => []),
  },
  '8.5.3.1/message-reaches-the-resource': {
    'loses it': forEach(['normal', 'chat', 'groupchat', 'headline'], loses),
    'returns it': forEach(['normal', 'chat', 'groupchat', 'headline'], returns),
    'takes it to every resource': takesToAll,
  },
  '8.5.3.1/presence-reaches-the-resource': {
    'loses it': mishears({ name: 'presence', to: /^juliet/ }, () => []),
    'takes it to every resource': mishears({ name: 'presence', to: /^juliet/ }, (presence, link) => {
      for (const other of link.all) {
        if (other.jid?.startsWith('juliet') && other.jid !== presence.to)
          other.tellClient(presence.withAttrs({ from: link.jid, to: other.jid }))
      }
      return undefined
    }),
  },
})

export const amends = amendsFor(rfc6121, {
  '8.5.3.1/iq-of-a-stranger-is-unavailable': {
    'keeps strangers from sessions': mishears(
      { name: 'iq', type: /^(get|set)$/, to: /^juliet.*\// },
      (iq, link) => {
        link.tellClient(errorFor(iq, link, 'service-unavailable'))
        return []
      },
    ),
  },
})
