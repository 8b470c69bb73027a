import { amendsFor, liesAbout, mishears } from '#lies'
import { errorFor, forEach, loses, returns, scatters } from './delivery-lies.ts'
import { blames, leavesUnanswered } from './iq-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.5.3.2.1/others-are-ignored-or-returned': {
    'takes them to the resources that are there': forEach(['normal', 'groupchat', 'headline'], scatters),
    'says that the resource is not found': forEach(['normal', 'groupchat', 'headline'], (type) =>
      returns(type, 'item-not-found'),
    ),
  },
  '8.5.3.2.1/chat-is-stored-or-returned': { 'loses it': loses('chat') },
  '8.5.3.2.1/chat-is-kept-from-negative-resources': { 'loses it': loses('chat') },
  '8.5.3.2.1/chat-reaches-the-only-resource': { 'loses it': loses('chat'), 'returns it': returns('chat') },
  '8.5.3.2.1/chat-reaches-the-most-available': { 'loses it': loses('chat'), 'returns it': returns('chat') },
  '8.5.3.2.1/error-is-dropped': {
    'answers an error with an error': returns('error'),
    'takes it to another resource': scatters('error'),
  },
  '8.5.3.2.2/presence-is-ignored': {
    'answers with an error': mishears({ name: 'presence', to: /\/gone$/ }, (presence, link) => {
      link.tellClient(errorFor(presence, link, 'recipient-unavailable'))
      return []
    }),
    'takes it to the resources that are there': mishears(
      { name: 'presence', to: /\/gone$/ },
      (presence, link) => {
        for (const other of link.all) {
          if (other !== link) other.tellClient(presence.withAttrs({ from: link.jid, to: other.jid }))
        }
        return []
      },
    ),
  },
  '8.5.3.2.2/subscription-presence-is-ignored': {
    'takes it for the bare JID': mishears({ name: 'presence', to: /\/gone$/ }, (presence, link) => {
      for (const other of link.all) {
        if (other !== link) {
          other.tellClient(
            presence.withAttrs({
              from: link.jid?.replace(/\/.*$/, ''),
              to: presence.to?.replace(/\/.*$/, ''),
            }),
          )
        }
      }
      return []
    }),
  },
  '8.5.3.2.3/iq-is-unavailable': {
    'says that the resource is not found': blames('item-not-found'),
    'leaves it unanswered': leavesUnanswered('jabber:iq:version'),
  },
})

export const amends = amendsFor(rfc6121, {
  '8.5.3.2.1/others-are-ignored-or-returned': { 'ignores what is for one who is not there': loses('normal') },
})
