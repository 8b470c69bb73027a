import { type Element, type Instead, liesAbout, rewrites, withholds, xml } from '#lies'
import { xep0249 } from './requirements.ts'

const delivered = { name: 'message', to: /^juliet/ } as const

const changes =
  (change: (x: Element) => Element) =>
  (message: Element): Instead =>
    message.child('x', 'jabber:x:conference') && [
      message.withChildren(
        message.elements().map((child) => (child.is('x', 'jabber:x:conference') ? change(child) : child)),
      ),
    ]

export const lies = liesAbout(xep0249, {
  '2/delivers-direct-invitations': {
    'takes a message without body for an empty one': withholds(delivered),
    'keeps the password to itself': rewrites(
      delivered,
      changes((x) => x.withAttrs({ password: undefined })),
    ),
    'makes it an invitation by the room': rewrites(delivered, (message) => [
      message.withAttrs({ from: 'verona@rooms.example' }),
    ]),
    'explains it to clients that do not know it': rewrites(delivered, (message) => [
      message.withChildren([...message.children, xml`<body>You are invited.</body>`]),
    ]),
  },
})
