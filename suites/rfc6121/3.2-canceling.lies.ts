import { type Amend, amendsFor, type Element, liesAbout, rewrites, withholds, xml } from '#lies'
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
      const held: Element[] = []
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || !part.element.is('presence')) return
          if (part.element.type === 'unsubscribed') return [part.element, ...held.splice(0)]
          if (part.element.type !== 'unavailable') return
          held.push(part.element)
          return []
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

export const amends = amendsFor(rfc6121, {
  '3.2.2/takes-back-a-pre-approval': { 'removes the item, and what it notes with it': removesApprovals },
  '3.2.2/sends-unavailable-before-the-cancellation': {
    'sends what follows first': saysFarewellFirst,
  },
})

/** A cancellation of what was only approved in advance reaches the server as the removal of the item. */
function removesApprovals(): ReturnType<Amend> {
  const approved = new Set<string | undefined>()
  const ID = 'approval-taken-back'
  return {
    toServer: (part) => {
      if (part.kind !== 'element' || !part.element.is('presence')) return
      const { type, to = '' } = part.element
      if (type === 'subscribed') approved.add(to)
      if (type !== 'unsubscribed' || !approved.delete(to)) return
      return [
        xml`<iq type='set' id='${ID}'><query xmlns='jabber:iq:roster'><item jid='${to}' subscription='remove'/></query></iq>`,
      ]
    },
    toClient: (part) => (part.kind === 'element' && part.element.id === ID ? [] : undefined),
  }
}

/** Before a cancellation the user is told that the resources of the contact are unavailable, and not again after it. */
function saysFarewellFirst(): ReturnType<Amend> {
  const available = new Set<string>()
  return {
    toClient: (part, link) => {
      if (part.kind !== 'element' || !part.element.is('presence')) return
      const { type, from = '', to } = part.element
      const key = (jid: string) => `${link.jid} ${jid}`
      if (type === undefined) available.add(key(from))
      if (type === 'unavailable') return available.delete(key(from)) || !from.includes('/') ? undefined : []
      if (type !== 'unsubscribed') return
      const there = [...available].filter((each) => each.startsWith(key(`${from}/`)))
      for (const each of there) available.delete(each)
      const farewells = there.map((each) => each.split(' ')[1] ?? '')
      return [
        ...farewells.map((jid) => xml`<presence type='unavailable' from='${jid}' to='${to ?? ''}'/>`),
        part.element,
      ]
    },
  }
}
