import { amendsFor, liesAbout, rewrites } from '#lies'
import { xep0425 } from './requirements.ts'

const RETRACT = 'urn:xmpp:message-retract:1'

export const lies = liesAbout(xep0425, {
  '4/names-the-moderator': {
    'does not say who it was': rewrites({ name: 'message' }, (message) => {
      const retract = message.child('retract', RETRACT)
      if (retract === undefined) return undefined
      const anonymous = retract.elements().map((child) => child.withAttrs({ by: undefined }))
      return [message.withChildren([retract.withChildren(anonymous)])]
    }),
  },
  '4/leaves-a-tombstone': {
    'forgets who wrote it': rewrites({ name: 'message', from: /^verona/ }, (message) =>
      message.child('result') === undefined
        ? undefined
        : [message.withChildren(message.elements().map((child) => child.withChildren([])))],
    ),
  },
})

export const amends = amendsFor(xep0425, {
  '4/names-the-moderator': {
    'names the moderator': rewrites({ name: 'message' }, (message) => {
      const retract = message.child('retract', RETRACT)
      if (retract === undefined) return undefined
      const named = retract
        .elements()
        .map((child) =>
          child.name === 'moderated' ? child.withAttrs({ by: `${message.from}/romeo` }) : child,
        )
      return [
        message.withChildren([
          ...message.elements().filter((child) => child !== retract),
          retract.withChildren(named),
        ]),
      ]
    }),
  },
})
