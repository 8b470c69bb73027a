import { type Lie, liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames } from './room-lies.ts'

/** Delivers to romeo what it refuses to deliver. */
const deliversAnyway: Lie = rewrites({ name: 'message', type: 'error' }, (refusal, link) => {
  const romeo = link.all.find(({ jid }) => jid?.startsWith('romeo'))
  romeo?.tellClient(refusal.withAttrs({ type: 'chat', to: romeo.jid }).withChildren([]))
  return undefined
})

export const lies = liesAbout(xep0045, {
  '7.5/private-message-from-the-occupant': {
    'sends private messages to all': rewrites({ name: 'message', type: 'chat' }, (message, link) => {
      for (const other of link.all) if (other !== link) other.tellClient(message.withAttrs({ to: other.jid }))
      return undefined
    }),
    'delivers in the name of the user': rewrites({ name: 'message', type: 'chat' }, (message, link) => {
      const juliet = link.all.find(({ jid }) => jid?.startsWith('juliet'))
      return [message.withAttrs({ from: juliet?.jid })]
    }),
    'loses private messages': withholds({ name: 'message', type: 'chat' }),
  },
  '7.5/marks-private-messages': {
    'marks no message': rewrites({ name: 'message', type: 'chat' }, (message) => [
      message.withChildren(message.elements().filter(({ name }) => name !== 'x')),
    ]),
    'marks what is marked again': rewrites({ name: 'message', type: 'chat' }, (message) => [
      message.withChildren([...message.children, ...message.childrenNamed('x')]),
    ]),
  },
  '7.5/no-groupchat-to-an-occupant': {
    'delivers it nevertheless': deliversAnyway,
    'takes the occupant for absent': blames('item-not-found'),
  },
  '7.5/nobody-of-that-nickname': {
    'says nothing': withholds({ name: 'message', type: 'error' }),
    'takes it for a message of the wrong type': blames('bad-request'),
  },
  '7.5/not-from-outside': {
    'delivers it nevertheless': deliversAnyway,
    'takes the occupant for absent': blames('item-not-found'),
  },
})
