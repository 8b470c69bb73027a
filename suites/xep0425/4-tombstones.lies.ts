import { liesAbout, rewrites } from '#lies'
import { xep0425 } from './requirements.ts'

export const lies = liesAbout(xep0425, {
  '4/names-the-moderator': {
    'does not say who it was': rewrites({ name: 'message' }, (message) => {
      const retract = message.child('retract', 'urn:xmpp:message-retract:1')
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
