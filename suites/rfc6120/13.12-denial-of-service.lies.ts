import { closeStream, liesAbout, mishears, rewrites, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const huge = { name: 'message', id: 'huge' }

export const lies = liesAbout(rfc6120, {
  '13.12/no-stanza-before-login': {
    'delivers for a client that it does not know': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.id !== 'early') return undefined
        for (const other of link.all) if (other.jid === part.element.to) other.tellClient(part.element)
        return undefined
      },
    }),
  },
  '13.12/takes-stanzas-of-ten-thousand-bytes': {
    'finds 10000 bytes too many': mishears({ name: 'message', id: 'long' }, (message, link) => {
      link.tellClient(
        xml`<message type='error' id='long' from='${message.to ?? ''}'><error type='modify'><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
      return []
    }),
    'cuts stanzas off': rewrites({ name: 'message', id: 'long' }, (message) => [
      message.withChildren([xml`<body>${(message.child('body')?.text() ?? '').slice(0, 4096)}</body>`]),
    ]),
  },
  '13.12/says-that-a-stanza-is-too-big': {
    'hangs up when a stanza is too big': mishears(huge, (_, link) => {
      link.hangUp()
      return []
    }),
    'finds what is too big malformed': mishears(huge, (_, link) => {
      closeStream(link, 'not-well-formed')
      return []
    }),
    'finds what is too big not acceptable': mishears(huge, (_, link) => {
      link.tellClient(
        xml`<message type='error' id='huge'><error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
      return []
    }),
  },
})
