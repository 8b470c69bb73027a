import { liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesSubscriptions, push, pushesBefore } from './roster-lies.ts'
import { drops, handsOn, mistakes } from './state-lies.ts'

const cancellation = { name: 'presence', type: 'unsubscribed' }
const unavailable = { name: 'presence', type: 'unavailable', from: /\// }

export const lies = liesAbout(rfc6121, {
  '3.2.2/does-not-cancel-what-is-not-there': {
    'sends unavailable presence to whoever is cancelled': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.type !== 'unsubscribed' || link.jid === undefined) return
        link.tellServer(xml`<presence type='unavailable' to='${part.element.to ?? ''}'/>`)
        return undefined
      },
    }),
  },
  '3.2.2/takes-back-a-pre-approval': {
    'never takes an approval back': drops(1, 'user', 'unsubscribed'),
    'tells the one who was approved': handsOn(1, 'user', 'unsubscribed'),
    'approves what it is told not to': () => {
      let approved = false
      return {
        toServer: (part, link) => {
          if (part.kind !== 'element') return
          if (part.element.type === 'unsubscribed') approved = true
          if (!approved || link.port !== 'component' || part.element.type !== 'subscribe') return
          const { from, to } = part.element
          link.tellClient(xml`<presence type='subscribed' from='${to ?? ''}' to='${from ?? ''}'/>`)
          return undefined
        },
      }
    },
  },
  '3.2.2/cancels-a-subscription': {
    'cancels in silence': withholds(cancellation),
    'leaves the user with the presence that was last sent': withholds(unavailable),
    'sends unavailable presence of the resource alone that cancelled': withholds({
      ...unavailable,
      from: /\/chamber$/,
    }),
  },
  '3.2.2/sends-unavailable-before-the-cancellation': {
    'sends unavailable presence once it is over': () => {
      let over = false
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || !part.element.is('presence')) return
          if (part.element.type === 'unsubscribed') over = true
          return part.element.type === 'unavailable' && over ? [] : undefined
        },
      }
    },
  },
  '3.2.2/pushes-the-cancellation-to-the-contact': {
    'pushes to the resource alone that cancelled': rewrites(push, (_, link) =>
      link.jid?.endsWith('/chamber') ? [] : undefined,
    ),
    'pushes the subscription that was': changesSubscriptions({ none: 'from', to: 'both' }),
  },
  '3.2.3/hands-the-cancellation-to-the-user': {
    'delivers it to one resource': rewrites(cancellation, (_, link) =>
      link.jid?.endsWith('/tomb') ? [] : undefined,
    ),
    'tells of it by presence alone': rewrites(push, (iq) => {
      const left = iq.child('query')?.child('item')
      return left?.attrs['subscription'] === 'none' && left.attrs['ask'] === undefined ? [] : undefined
    }),
    'ends both directions': changesSubscriptions({ from: 'none' }),
    'takes no notice of it': drops(1, 'contact', 'unsubscribed'),
  },
  '3.2.3/delivers-the-cancellation-before-the-push': { 'pushes first': pushesBefore('unsubscribed') },
  '3.2.3/delivers-unavailable-presence': {
    'delivers presence of contacts to one resource': rewrites(unavailable, (_, link) =>
      link.jid?.endsWith('/tomb') ? [] : undefined,
    ),
    'takes the cancellation for enough': withholds(unavailable),
  },
  '3.2.3/ignores-a-cancellation-of-nothing': {
    'delivers every cancellation': handsOn(1, 'contact', 'unsubscribed'),
    'ends both directions': mistakes(1, 'contact', 'unsubscribed', 'none'),
  },
})
