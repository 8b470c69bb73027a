import { type Element, liesAbout, mishears, rewrites, xml } from '#lies'
import { blames, confirmsAnything } from '../xep0045/room-lies.ts'
import { xep0425 } from './requirements.ts'

const RETRACT = 'urn:xmpp:message-retract:1'

const isAnnouncement = (message: Element): boolean => message.child('retract', RETRACT) !== undefined

const changes = (change: (retract: Element) => Element) =>
  rewrites({ name: 'message' }, (message) => {
    const retract = message.child('retract', RETRACT)
    return (
      retract && [
        message.withChildren(message.children.map((child) => (child === retract ? change(retract) : child))),
      ]
    )
  })

export const lies = liesAbout(xep0425, {
  '3.1/announces': {
    'confirms and announces nothing': rewrites({ name: 'message' }, (message) =>
      isAnnouncement(message) ? [] : undefined,
    ),
    'announces it in the name of the moderator': rewrites({ name: 'message' }, (message) =>
      isAnnouncement(message) ? [message.withAttrs({ from: `${message.from ?? ''}/romeo` })] : undefined,
    ),
    'does not say that it was a moderator': changes((retract) =>
      retract.withChildren(retract.elements().filter(({ name }) => name !== 'moderated')),
    ),
    'keeps the reason to itself': changes((retract) =>
      retract.withChildren(retract.elements().filter(({ name }) => name !== 'reason')),
    ),
    'names another message': changes((retract) => retract.withAttrs({ id: 'other' })),
    'tells moderators alone': rewrites({ name: 'message', to: /^mercutio/ }, (message) =>
      isAnnouncement(message) ? [] : undefined,
    ),
    'announces it and does not confirm': () => {
      let asked: string | undefined
      return {
        toServer: (part) => {
          if (part.kind === 'element' && part.element.child('moderate') !== undefined) asked = part.element.id
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && asked !== undefined && part.element.id === asked ? [] : undefined,
      }
    },
    'has forgotten the message by then': mishears({ name: 'iq', type: 'set' }, (iq, link) => {
      if (iq.child('moderate') === undefined) return undefined
      link.tellClient(xml`
        <iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
          <error type='modify'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </iq>`)
      return []
    }),
  },
  '3.2/refuses-others': {
    'lets anyone moderate': confirmsAnything,
    'takes the message for one that is not there': blames('item-not-found'),
    'refuses, and announces it': rewrites({ name: 'iq', type: 'error' }, (iq, link) => {
      for (const other of link.all) {
        if (other.jid?.startsWith('romeo') === true) {
          other.tellClient(xml`
            <message type='groupchat' from='${iq.from ?? ''}' to='${other.jid}'>
              <retract xmlns='${RETRACT}' id='other'/>
            </message>`)
        }
      }
      return undefined
    }),
  },
  '3.2/refuses-the-unknown': {
    'confirms anything': confirmsAnything,
    'takes the moderator for a participant': blames('forbidden'),
  },
})
