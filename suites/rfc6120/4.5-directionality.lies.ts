import { liesAbout, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.5/one-connection-for-both-streams': {
    'waits for another connection to send stanzas on': withholds({ name: 'message', type: 'chat' }),
  },
})
