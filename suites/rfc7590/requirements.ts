import { defineSpec } from '#catalogue'

export const rfc7590 = defineSpec({
  id: 'rfc7590',
  title: 'Use of Transport Layer Security in XMPP',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc7590#section-${section}`,
  requirements: {
    '1/no-outdated-tls': {
      level: 'MUST',
      covers: ['rfc7590-1-1'],
      says: 'a client that knows TLS up to 1.1 alone, which the best current practice gives up, is not served',
    },
    '1/modern-suites': {
      level: 'MUST',
      covers: ['rfc7590-1-1'],
      says: 'a client of TLS 1.2 is served by a suite with forward secrecy and authenticated encryption',
    },
    '3.4/authenticates-clients': {
      level: 'MUST',
      covers: ['rfc7590-3.4-2'],
      says: 'who has not shown that it is the client of an account has no resource',
    },
    '3.4/authenticates-servers': {
      level: 'SHOULD',
      covers: ['rfc7590-3.4-3'],
      says: 'a peer that authenticates by nothing is not listened to',
      needs: ['federation'],
    },
  },
})
