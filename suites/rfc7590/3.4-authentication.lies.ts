import { liesAbout, rewrites, xml } from '#lies'
import { rfc7590 } from './requirements.ts'

export const lies = liesAbout(rfc7590, {
  '3.4/authenticates-clients': {
    'binds whoever asks': rewrites({ name: /^(error|iq)$/ }, () => [
      xml`<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>anonymous@touchstone.test/orchard</jid></bind></iq>`,
    ]),
  },
  '3.4/authenticates-servers': {
    'believes a certificate that nobody has authenticated by': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.id !== 'early') return undefined
        for (const other of link.all) if (other.jid === part.element.to) other.tellClient(part.element)
        return undefined
      },
    }),
  },
})
