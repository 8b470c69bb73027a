import { amendsFor, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesSubscriptions, push, pushesBefore } from './roster-lies.ts'
import { drops, handsOn, mistakes } from './state-lies.ts'

const unsubscribe = { name: 'presence', type: 'unsubscribe' }

export const lies = liesAbout(rfc6121, {
  '3.3.2/pushes-the-unsubscribe-to-the-user': {
    'pushes to the resource alone that unsubscribed': rewrites(push, (_, link) =>
      link.jid?.endsWith('/tomb') ? [] : undefined,
    ),
    'pushes the subscription that was': changesSubscriptions({ none: 'to', from: 'both' }),
  },
  '3.3.3/hands-the-unsubscribe-to-the-contact': {
    'delivers it to one resource': rewrites(unsubscribe, (_, link) =>
      link.jid?.endsWith('/chamber') ? [] : undefined,
    ),
    'pushes the subscription that was': changesSubscriptions({ none: 'from' }),
    'ends both directions': changesSubscriptions({ to: 'none' }),
    'takes no notice of it': drops(1, 'contact', 'unsubscribe'),
  },
  '3.3.3/sends-unavailable-after-an-unsubscribe': {
    'leaves that to the one who unsubscribes': withholds({
      name: 'presence',
      type: 'unavailable',
      from: /\//,
    }),
  },
  '3.3.3/delivers-the-unsubscribe-before-the-push': { 'pushes first': pushesBefore('unsubscribe') },
  '3.3.3/ignores-an-unsubscribe-from-nothing': {
    'delivers every unsubscribe': handsOn(1, 'contact', 'unsubscribe'),
    'ends both directions': mistakes(1, 'contact', 'unsubscribe', 'none'),
  },
  '3.3.3/forgets-a-request-that-is-withdrawn': {
    'keeps a request until it is answered': drops(1, 'user', 'unsubscribe'),
  },
})

export const amends = amendsFor(rfc6121, {
  '3.3.3/sends-unavailable-after-an-unsubscribe': {
    'says farewell for each resource': mishears(unsubscribe, ({ from, to }, link) => {
      for (const { jid = '' } of link.all) {
        if (!jid.startsWith(`${to}/`)) continue
        link.tellClient(xml`<presence type='unavailable' from='${jid}' to='${from ?? ''}'/>`)
      }
      return undefined
    }),
  },
})
