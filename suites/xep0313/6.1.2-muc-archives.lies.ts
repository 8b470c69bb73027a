import { type Amend, amendsFor, type Element, liesAbout, rewrites, xml } from '#lies'
import { blames, isSubject } from '../xep0045/room-lies.ts'
import {
  changesArchived,
  findsNothing,
  holds,
  MAM,
  omitsResults,
  refuses,
  refusesQueries,
} from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

/** A result as an archive would send it that holds what it is not to hold. */
const leaked = (iq: Element, body: string): Element => xml`
  <message from='${iq.from ?? ''}' to='${iq.to ?? ''}'>
    <result xmlns='${MAM}' queryid='q' id='leaked'>
      <forwarded xmlns='urn:xmpp:forward:0'>
        <message xmlns='jabber:client' type='groupchat' from='${iq.from ?? ''}/juliet'><body>${body}</body></message>
      </forwarded>
    </result>
  </message>`

export const lies = liesAbout(xep0313, {
  '6.1.2/stores-what-is-said': {
    'stores what it has refused': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('fin', MAM) === undefined ? undefined : [leaked(iq, 'refused'), iq],
    ),
    'stores every other message': omitsResults((message) => holds(message, 'two')),
  },
  '6.1.2/stores-it-once': {
    'stores each copy that goes out': rewrites({ name: 'message' }, (message) =>
      message.child('result', MAM) !== undefined && holds(message, 'one') ? [message, message] : undefined,
    ),
  },
  '6.1.2/no-private-messages': {
    'stores whatever passes': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('fin', MAM) === undefined ? undefined : [leaked(iq, 'Hist!'), iq],
    ),
  },
  '6.1.2/for-those-who-may-enter': {
    'shows everyone an empty archive': findsNothing,
    'takes the archive for one that is not there': blames('item-not-found'),
    'refuses, and gives the messages': rewrites({ name: 'iq', type: 'error', to: /^nurse/ }, (iq) => [
      leaked(iq, 'one'),
      iq,
    ]),
    'lets the owner alone read': refuses('nurse', 'forbidden'),
  },
  '6.1.2/from-occupant-to-nobody': {
    'keeps the copy of one of them': changesArchived((stored, link) => stored.withAttrs({ to: link.jid })),
    'tells who the sender really is': changesArchived((stored, link) => stored.withAttrs({ from: link.jid })),
  },
})

export const amends = amendsFor(xep0313, {
  '6.1.2/stores-what-is-said': { 'stores subjects': storesSubjects },
  '6.1.2/for-those-who-may-enter': {
    'asks for the password': () => {
      let isProtected = false
      let knows = false
      const refusesStrangers = refusesQueries(
        (_iq, { jid }) => isProtected && !knows && jid?.startsWith('nurse') === true,
        'forbidden',
      )()
      return {
        toServer: (part, link) => {
          if (part.kind === 'element') {
            isProtected ||= part.element.toString().includes('roomconfig_roomsecret')
            knows ||= part.element.is('presence') && part.element.toString().includes('<password>')
          }
          return refusesStrangers.toServer?.(part, link)
        },
      }
    },
  },
})

/** Gives each subject behind the message after which it was set. */
function storesSubjects(): ReturnType<Amend> {
  const subjects = new Map<string, Element>()
  let last: string | undefined
  return {
    toClient: (part) => {
      if (part.kind !== 'element' || !part.element.is('message')) return undefined
      const { element } = part
      last = element.child('stanza-id', 'urn:xmpp:sid:0')?.attrs['id'] ?? last
      if (isSubject(element) && last !== undefined) subjects.set(last, element)
      const before = element.child('result', MAM)
      const subject = subjects.get(before?.attrs['id'] ?? '')
      if (subject === undefined) return undefined
      const stored = xml`
        <message from='${element.from ?? ''}' to='${element.to ?? ''}'>
          <result xmlns='${MAM}' queryid='${before?.attrs['queryid'] ?? ''}' id='subject'>
            <forwarded xmlns='urn:xmpp:forward:0'>${subject.withAttrs({ to: undefined })}</forwarded>
          </result>
        </message>`
      return [element, stored]
    },
  }
}
