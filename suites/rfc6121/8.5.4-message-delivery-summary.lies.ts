import { liesAbout } from '#lies'
import { loses, scatters } from './delivery-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.5.4/chat-does-not-go-to-all': {
    'delivers chat to every resource': scatters('chat'),
    'loses chat messages': loses('chat'),
  },
})
