import { liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '11.7/accepts-whitespace-between-stanzas': {
    'takes white space for a stanza that is broken': rewrites(
      { name: 'iq', type: 'result' },
      (result, link) =>
        link.jid === undefined || result.child('bind') !== undefined
          ? undefined
          : [
              "<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
            ],
    ),
  },
})
