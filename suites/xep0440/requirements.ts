import { defineSpec } from '#catalogue'

export const xep0440 = defineSpec({
  id: 'xep0440',
  title: 'SASL Channel-Binding Type Capability',
  url: (section) => `https://xmpp.org/extensions/xep-0440.html${section === '3' ? '#rules' : '#protocol'}`,
  needs: ['sasl-scram-sha-1-plus'],
  requirements: {
    '2/lists-types-by-their-names': {
      level: 'MUST',
      covers: ['xep0440-2-1', 'xep0440-2-2'],
      says: 'the list of channel binding types holds at least one, each with the name that it is registered by',
    },
    '3/lists-tls-server-end-point': {
      level: 'MUST',
      covers: ['xep0440-3-3'],
      says: 'tls-server-end-point is among the channel binding types that are listed',
    },
    '3/lists-a-stronger-type': {
      level: 'SHOULD',
      covers: ['xep0440-3-13'],
      says: 'a type that is bound to the connection and not to the certificate alone is listed, too',
    },
  },
})
