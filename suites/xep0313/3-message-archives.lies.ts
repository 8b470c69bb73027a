import { type Element, liesAbout, rewrites } from '#lies'
import { changesArchived, changesResult, changesResults, omitsResults, refuses } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

const SID = 'urn:xmpp:sid:0'

const isId = (child: Element): boolean => child.is('stanza-id', SID)

export const lies = liesAbout(xep0313, {
  '3/gives-each-an-id': {
    'takes the same id for all': changesResult((named) => named.withAttrs({ id: 'message' })),
    'gives no ids': changesResult((named) => named.withAttrs({ id: '' })),
  },
  '3/keeps-the-message': {
    'keeps nothing but the time': changesArchived((stored) => stored.withChildren([])),
    'forgets the id of the sender': changesArchived((stored) => stored.withAttrs({ id: undefined })),
    'makes everything a normal message': changesArchived((stored) => stored.withAttrs({ type: undefined })),
  },
  '3.1/keeps-the-order': {
    'leaves a message out': omitsResults((message) => message.toString().includes('>three<')),
    'sends the first last': () => {
      let first: Element | undefined
      return {
        toClient: (part) => {
          if (part.kind !== 'element') return undefined
          const { element } = part
          if (element.child('result') !== undefined && element.toString().includes('>one<')) {
            first = element
            return []
          }
          return first !== undefined && element.child('fin') !== undefined ? [first, element] : undefined
        },
      }
    },
  },
  '3.3.2/archive-of-the-room': {
    'has no archive for those outside, nor for those inside': refuses('nurse', 'item-not-found'),
    'answers from the service': changesResults((message) =>
      message.withAttrs({ from: message.from?.replace(/.*@/, '') }),
    ),
    'has an empty archive for guests': omitsResults(({ to }) => to?.startsWith('nurse') === true),
  },
  '3.5/tells-the-archive-id': {
    'tells no ids': rewrites({ type: 'groupchat' }, (message) => [
      message.withChildren(message.elements().filter((child) => !isId(child))),
    ]),
    'makes ids up': rewrites({ type: 'groupchat' }, (message) => [
      message.withChildren(
        message.elements().map((child) => (isId(child) ? child.withAttrs({ id: 'other' }) : child)),
      ),
    ]),
    'lets anyone claim an id': rewrites({ type: 'groupchat', id: 'claim' }, (message) => {
      const id = message.elements().find(isId)
      return id && [message.withChildren([...message.children, id.withAttrs({ id: 'forged' })])]
    }),
  },
})
