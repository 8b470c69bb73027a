import { liesAbout, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.4/ends-tls-before-the-connection': {
    'cuts the connection where it closes': () => ({
      toClient: (part, link) => {
        if (part.kind !== 'end') return undefined
        link.cutOff()
        return []
      },
    }),
  },
  '4.4/answers-the-closing-tag': {
    'hangs up on a client that closes its stream': () => ({
      toClient: (part) => (part.kind === 'close' ? [] : undefined),
    }),
    'takes the closing tag for a fault': () => ({
      toClient: (part) =>
        part.kind === 'close'
          ? [
              "<stream:error><connection-timeout xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
            ]
          : undefined,
    }),
  },
  '4.4/handles-what-came-before-the-closing-tag': {
    'loses the last message of a client that closes': withholds({ name: 'message', id: 'last' }),
    'answers nobody who has closed': withholds({ name: 'iq', id: 'ping' }),
  },
  '4.4/ignores-what-comes-behind-the-closing-tag': {
    'reads on behind the closing tag': () => ({
      toClient: (part, link) => {
        if (part.kind === 'close') {
          for (const other of link.all) {
            if (other.jid !== undefined && other !== link) {
              other.tellClient(
                xml`<message from='${link.jid ?? ''}' to='${other.jid}' type='chat' id='behind'/>`,
              )
            }
          }
        }
        return undefined
      },
    }),
  },
})
