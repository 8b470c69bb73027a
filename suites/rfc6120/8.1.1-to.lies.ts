import { liesAbout, mishears, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

const bare = (jid: string | undefined) => jid?.replace(/\/.*$/, '')

export const lies = liesAbout(rfc6120, {
  '8.1.1.1/delivers-to-the-addressee-alone': {
    'delivers to whoever is connected': mishears({ name: 'message', type: 'chat' }, (message, link) => {
      for (const other of link.all) {
        if (other !== link) other.tellClient(message.withAttrs({ from: link.jid }))
      }
      return undefined
    }),
  },
  '8.1.1.1/keeps-the-address': {
    'puts the full JID of the resource that it delivers to': rewrites(
      { name: /^(message|presence)$/ },
      (stanza, link) => (link.jid === undefined ? undefined : [stanza.withAttrs({ to: link.jid })]),
    ),
    'leaves out an address that the client knows': rewrites({ name: /^(message|presence)$/ }, (stanza) => [
      stanza.withAttrs({ to: undefined }),
    ]),
  },
  '8.1.1.1/keeps-the-address-that-another-domain-gave': {
    'puts the full JID of the resource that it delivers to': rewrites(
      { name: 'message', type: 'chat' },
      (message, link) => [message.withAttrs({ to: link.jid })],
    ),
  },
  '8.1.1.1/addresses-its-own-stanzas-to-the-full-jid': {
    'writes to the account': rewrites({ name: 'iq', type: /^(result|error|set)$/ }, (iq, link) => [
      iq.withAttrs({ to: bare(link.jid) }),
    ]),
  },
})
