import { amendsFor, Element, liesAbout, NS, rewrites, xml } from '#lies'
import { confirms, letsNobodyIn, pretends, refuses, turnsAway } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '3.2/removes-the-account': {
    'confirms and keeps the account': pretends('remove'),
    'refuses to cancel': refuses('not-allowed'),
  },
  '3.2/nobody-elses-account': {
    'cancels for whoever is named as the sender': letsNobodyIn,
  },
  '3.2/ends-all-sessions': {
    'closes without a word': rewrites({ name: 'error', ns: NS.streams }, () => []),
    'calls it a reset': rewrites({ name: 'error', ns: NS.streams }, () => [
      xml`<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>`,
    ]),
  },
  '3.2/cancels-subscriptions': {
    'leaves the roster of the others as it was': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', 'jabber:iq:roster')
      if (query === undefined) return undefined
      const items = query.elements().map((item) => item.withAttrs({ subscription: 'both' }))
      return [iq.withChildren([query.withChildren(items)])]
    }),
    'tells the others of one half': rewrites({ name: 'presence', type: 'unsubscribed' }, () => []),
  },
  '3.2/stamps-the-full-jid': {
    'stamps the bare JID': rewrites({ name: 'iq', type: 'set' }, (iq, link) =>
      link.port === 'component' ? [iq.withAttrs({ from: iq.from?.split('/')[0] })] : undefined,
    ),
  },
  '3.2/service-goes-by-the-bare-jid': {
    'lets the resource alone cancel that registered': rewrites({ name: 'iq', type: 'result' }, (iq, link) =>
      link.jid?.endsWith('/chamber') && iq.from?.includes('@muc.') && iq.children.length === 0
        ? [
            iq
              .withAttrs({ type: 'error' })
              .withChildren([xml`<error type='auth'>${new Element('forbidden', NS.stanzaErrors)}</error>`]),
          ]
        : undefined,
    ),
    'confirms and keeps the registration': pretends('remove'),
  },
  '3.2/bad-request-beside-the-wish': {
    'looks at the first element alone': confirms,
  },
  '3.2/refuses-who-has-no-registration': {
    'confirms what there is not': confirms,
    'calls it forbidden': refuses('forbidden'),
  },
})

export const amends = amendsFor(xep0077, {
  '3.2/bad-request-beside-the-wish': {
    'looks at everything that is wished': turnsAway(
      (query) => query.child('remove') !== undefined && query.elements().length > 1,
    ),
  },
})
