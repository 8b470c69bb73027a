import { defineSpec } from '#catalogue'

export const rfc6121 = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc6121#section-${section}`,
  requirements: {
    '8.5.2.1.1/never-to-negative-priority': {
      level: 'MUST NOT',
      covers: ['rfc6121-8.5.2.1.1-12'],
      says: 'a message to the bare JID reaches no resource whose priority is negative',
    },
  },
})
