import { amendsFor, Element, liesAbout, rewrites } from '#lies'
import { changesArchived } from '../xep0313/archive-lies.ts'
import { xep0425 } from './requirements.ts'

const RETRACT = 'urn:xmpp:message-retract:1'
const MODERATE = 'urn:xmpp:message-moderate:1'

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
  '4/leaves-a-tombstone': {
    'leaves the tombstone of this version': changesArchived((stored) => {
      const before = stored.child('moderated', 'urn:xmpp:message-moderate:0')
      if (before === undefined) return stored
      const moderator = before.elements().filter(({ name }) => name === 'occupant-id')
      const moderated = new Element('moderated', MODERATE, before.attrs, moderator)
      return stored.withChildren([
        ...stored.elements().filter((child) => child !== before),
        new Element('retracted', RETRACT, {}, [moderated]),
      ])
    }),
  },
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
