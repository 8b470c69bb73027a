import { type Element, type Lie, liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const letter = { name: 'message', id: 'letter' }

const errs = (stanza: Element, error: Element) => [
  stanza.withAttrs({ type: 'error', from: stanza.to, to: stanza.from }).withChildren([error]),
]
const notFound = xml`<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`

/** Says something to the sender of a stanza of that id, before the server has seen it. */
function retorts(id: string, what: (stanza: Element) => readonly Element[]): Lie {
  return () => ({
    toServer: (part, link) => {
      if (part.kind === 'element' && part.element.id === id) link.tellClient(...what(part.element))
      return undefined
    },
  })
}

export const lies = liesAbout(rfc6120, {
  '10.5.3.1/ignores-or-refuses-a-message-to-nobody': {
    'says who does not exist': rewrites(letter, (message) => [message.withChildren([notFound])]),
    'answers in the name of nobody': rewrites(letter, (message) => [
      message.withAttrs({ type: 'chat' }).withChildren([xml`<body>I am not here</body>`]),
    ]),
  },
  '10.5.3.1/ignores-presence-to-nobody': {
    'says who does not exist': retorts('here', (presence) => errs(presence, notFound)),
    'says that nobody is unavailable': retorts('here', ({ to = '' }) => [
      xml`<presence type='unavailable' from='${to}'/>`,
    ]),
  },
  '10.5.3.1/refuses-a-request-to-nobody': {
    'says who does not exist': rewrites({ name: 'iq', type: 'error' }, (iq) => [iq.withChildren([notFound])]),
    'answers in the name of nobody': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  '10.5.3.2/message-reaches-a-resource': {
    'delivers to full JIDs alone': withholds(letter),
  },
  '10.5.3.2/stores-or-refuses-a-message-to-somebody-offline': {
    'forgets what it cannot deliver at once': withholds(letter),
    'says who is not there': retorts('letter', (message) =>
      errs(
        message,
        xml`<error type='wait'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
      ),
    ),
  },
  '10.5.3.2/presence-reaches-available-resources': {
    'delivers presence to the preferred resource': () => ({
      toClient: (part, link) =>
        part.kind === 'element' && part.element.id === 'here' && link.jid?.endsWith('/chamber')
          ? []
          : undefined,
    }),
    'delivers presence to subscribers alone': withholds({ name: 'presence', id: 'here' }),
  },
  '10.5.3.2/ignores-presence-to-somebody-offline': {
    'says who is not there': retorts('here', (presence) => errs(presence, notFound)),
    'says that somebody is unavailable': retorts('here', ({ to = '' }) => [
      xml`<presence type='unavailable' from='${to}'/>`,
    ]),
  },
  '10.5.3.2/handles-requests-itself': {
    'leaves it to a resource to answer': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.id !== 'asked') return undefined
        for (const other of link.all) {
          if (other !== link) other.tellClient(part.element.withAttrs({ from: link.jid }))
        }
        return []
      },
    }),
    'answers in its own name': rewrites({ name: 'iq', id: 'asked' }, (iq) => [
      iq.withAttrs({ from: iq.from?.replace(/^.*@/, '') }),
    ]),
  },
})
