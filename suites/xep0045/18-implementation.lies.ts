import { amendsFor, liesAbout, mishears, NS, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { confirmsAnything, refusesWith } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '18.1/tells-the-absent': {
    'tells them without saying what it is about': rewrites({ name: 'iq', type: 'result' }, (iq, link) => {
      for (const other of link.all) {
        if (other.jid?.startsWith('juliet')) {
          other.tellClient(
            xml`<message from='${iq.from ?? ''}' to='${other.jid}'><body>Something has changed.</body></message>`,
          )
        }
      }
      return undefined
    }),
  },
  '18.1.1/tells-what-may-pass': {
    'lists nothing where everything may pass': confirmsAnything,
    'takes the question for one about a room that is not there': refusesWith('item-not-found'),
  },
  '18.1.2/removes-ghosts': {
    'keeps those whom nobody can reach': mishears({ name: 'message', type: 'error' }, () => []),
    'removes them in silence': rewrites(
      { name: 'presence', type: 'unavailable', from: /\/juliet$/, to: /^romeo/ },
      () => [],
    ),
  },
})

export const amends = amendsFor(xep0045, {
  '18.1.1/tells-what-may-pass': {
    'has nothing to list': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('query', NS.discoInfo) === undefined
        ? undefined
        : [
            iq
              .withAttrs({ type: 'error' })
              .withChildren([
                xml`<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
              ]),
          ],
    ),
  },
})
