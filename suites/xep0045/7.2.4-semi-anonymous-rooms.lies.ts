import { type Lie, liesAbout } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems, withExtension } from './room-lies.ts'

/** Tells everyone what it has told the moderators. */
const tellsEveryone: Lie = () => {
  const known = new Map<string, string>()
  return {
    toClient: (part) => {
      if (part.kind !== 'element' || part.element.name !== 'presence') return undefined
      const { element } = part
      const item = element.child('x', 'http://jabber.org/protocol/muc#user')?.child('item')
      const jid = item?.attrs['jid'] ?? known.get(element.from ?? '')
      if (jid === undefined) return undefined
      known.set(element.from ?? '', jid)
      return withExtension(element, (x) =>
        x.withChildren(
          x.elements().map((child) => (child.name === 'item' ? child.withAttrs({ jid }) : child)),
        ),
      )
    },
  }
}

export const lies = liesAbout(xep0045, {
  '7.2.4/full-jid-to-moderators-alone': {
    'tells everyone who is who': tellsEveryone,
    'tells nobody who is who': changesItems({ name: 'presence' }, { jid: undefined }),
  },
})
