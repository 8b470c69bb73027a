import { liesAbout, rewrites } from '#lies'
import { forEach, givesToTheFirstAlone, loses, returns, scatters } from './delivery-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.5.2.1.1/never-to-negative-priority': {
    'delivers to every resource, whatever its priority': forEach(['normal', 'chat', 'headline'], scatters),
  },
  '8.5.2.1.1/normal-is-kept-from-negative-resources': {
    'loses what nobody can take': loses('normal'),
  },
  '8.5.2.1.1/chat-is-kept-from-negative-resources': { 'loses what nobody can take': loses('chat') },
  '8.5.2.1.1/normal-reaches-the-only-resource': {
    'loses normal messages': loses('normal'),
    'returns what it could deliver': returns('normal'),
  },
  '8.5.2.1.1/chat-reaches-the-only-resource': {
    'loses chat messages': loses('chat'),
    'returns what it could deliver': returns('chat'),
  },
  '8.5.2.1.1/normal-reaches-the-most-available': {
    'loses what several could take': loses('normal'),
    'returns what several could take': returns('normal'),
  },
  '8.5.2.1.1/chat-reaches-the-most-available': {
    'loses what several could take': loses('chat'),
    'returns what several could take': returns('chat'),
  },
  '8.5.2.1.1/groupchat-is-returned': {
    'delivers it like a chat message': scatters('groupchat'),
    'loses it without a word': loses('groupchat'),
  },
  '8.5.2.1.1/headline-is-dropped-at-negative-resources': {
    'returns it to the sender': returns('headline'),
    'delivers it all the same': scatters('headline'),
  },
  '8.5.2.1.1/headline-reaches-the-only-resource': { 'loses headlines': loses('headline') },
  '8.5.2.1.1/headline-reaches-all-resources': {
    'takes it to one resource alone': givesToTheFirstAlone('headline'),
  },
  '8.5.2.1.1/error-is-dropped': {
    'answers an error with an error': returns('error'),
    'delivers it': scatters('error'),
  },
  '8.5.2.1.1/to-stays-bare': {
    'writes the resource into the address': rewrites({ name: 'message', type: 'chat' }, (message, link) => [
      message.withAttrs({ to: link.jid }),
    ]),
  },
})
