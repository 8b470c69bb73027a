import { liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

const routed = { id: 'routed' }

export const lies = liesAbout(rfc6120, {
  '4.8.3/gives-a-peer-both-addresses': {
    'leaves out who has sent it': rewrites(routed, (stanza) => [stanza.withAttrs({ from: undefined })]),
    'writes to a domain and not to its user': rewrites(routed, (stanza) => [
      stanza.withAttrs({ to: stanza.to?.replace(/^.*@|[/].*$/g, '') }),
    ]),
  },
})
