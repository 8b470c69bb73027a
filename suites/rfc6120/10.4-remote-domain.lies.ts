import { Element, liesAbout, NS, rewrites, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '10.4.3/says-that-a-domain-is-not-found': {
    'forgets what it cannot route': withholds({ id: 'lost' }),
    'cannot tell an unknown domain from a slow one': rewrites({ id: 'lost' }, (stanza) => [
      stanza.withChildren([
        new Element('error', NS.client, { type: 'wait' }, [
          new Element('remote-server-timeout', NS.stanzaErrors),
        ]),
      ]),
    ]),
  },
})
