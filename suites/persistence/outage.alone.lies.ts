import { liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { persistence } from './requirements.ts'

const failure = xml`<error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`

/** Whatever is done is said to have failed; what is read comes. */
const confirmsNothing = rewrites({ name: 'iq', type: 'result' }, (iq) =>
  iq.children.length === 0 ? [iq.withAttrs({ type: 'error' }).withChildren([failure])] : undefined,
)

export const lies = liesAbout(persistence, {
  'outage/keeps-its-sessions': {
    'loses the first message after it': withholds(xml`<message type='chat'><body/></message>`),
    'ends the streams of its clients': mishears(
      xml`<message type='chat'><body/></message>`,
      (_message, link) => {
        link.hangUp()
        return []
      },
    ),
  },
  'outage/survives-a-restart-of-the-database': {
    'has lost its database for good': confirmsNothing,
    'keeps what comes afterwards in memory': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', 'jabber:iq:roster')
      const [first, ...lost] = query?.elements() ?? []
      if (query === undefined || first === undefined || lost.length === 0) return undefined
      return [iq.withChildren([query.withChildren([first])])]
    }),
  },
  'outage/does-what-was-asked-meanwhile': {
    'says done and does nothing': mishears({ name: 'iq', type: 'set' }, (iq, link) => {
      if (iq.child('query', 'jabber:iq:roster') === undefined) return undefined
      link.tellClient(xml`<iq type='result' id='${iq.id ?? ''}'/>`)
      return []
    }),
    'refuses and does it all the same': confirmsNothing,
  },
  'outage/delivers-what-was-sent-meanwhile': {
    'loses what was sent meanwhile': withholds(xml`<message type='chat'><body/></message>`),
    'delivers it twice': rewrites(xml`<message type='chat'><body/></message>`, (message) => [
      message,
      message,
    ]),
  },
})
