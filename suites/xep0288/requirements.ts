import { defineSpec } from '#catalogue'

export const xep0288 = defineSpec({
  id: 'xep0288',
  title: 'Bidirectional Server-to-Server Connections',
  url: () => 'https://xmpp.org/extensions/xep-0288.html',
  needs: ['federation'],
  requirements: {
    '2.2/sends-nothing-before-authentication': {
      level: 'MUST NOT',
      covers: ['xep0288-2.2-2'],
      says: 'a peer that has asked for both directions gets no stanza before it has authenticated',
    },
    '2.2/sends-for-the-authenticated-domain-alone': {
      level: 'MUST',
      covers: ['xep0288-2.2-4'],
      says: 'over the stream of a peer come stanzas of the domain that the peer has connected to, and of no other',
      needs: ['sasl-scram-sha-256'],
    },
  },
})
