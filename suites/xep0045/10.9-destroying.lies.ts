import { liesAbout, mishears, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesExtension, confirmsAnything, withExtension } from './room-lies.ts'

const OWNER = 'http://jabber.org/protocol/muc#owner'
const exit = { name: 'presence', type: 'unavailable' }

export const lies = liesAbout(xep0045, {
  '10.9/owners-destroy': {
    'says that it was done, and does nothing': mishears({ name: 'iq', type: 'set' }, (iq, link) => {
      if (iq.child('query', OWNER)?.child('destroy') === undefined) return undefined
      link.tellClient(xml`<iq type='result' id='${iq.id ?? ''}' from='${iq.to ?? ''}'/>`)
      return []
    }),
  },
  '10.9/tells-each-once': {
    'tells everyone of everyone': rewrites(exit, (presence, link) => {
      for (const other of link.all) {
        if (other !== link) other.tellClient(presence.withAttrs({ to: other.jid }))
      }
      return undefined
    }),
  },
  '10.9/says-that-it-was-destroyed': {
    'lets it look like an exit': changesExtension(exit, (x) =>
      x.withChildren(x.elements().filter(({ name }) => name !== 'destroy')),
    ),
  },
  '10.9/tells-reason-and-venue': {
    'leaves the reason out': changesExtension(exit, (x) =>
      x.withChildren(
        x.elements().map((child) => (child.name === 'destroy' ? child.withChildren([]) : child)),
      ),
    ),
    'leaves the venue out': rewrites({ ...exit, to: /^juliet/ }, (presence) =>
      withExtension(presence, (x) =>
        x.withChildren(
          x
            .elements()
            .map((child) => (child.name === 'destroy' ? child.withAttrs({ jid: undefined }) : child)),
        ),
      ),
    ),
  },
  '10.9/owners-alone-destroy': {
    'lets anyone destroy a room': confirmsAnything,
    'says that it is not allowed': blames('not-allowed'),
  },
})
