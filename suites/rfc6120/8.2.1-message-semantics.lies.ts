import { liesAbout, rewrites, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

const text = { name: 'message', id: /^ts-/ }

export const lies = liesAbout(rfc6120, {
  '8.2.1/delivers-messages': {
    'loses messages': withholds(text),
    'delivers what is not the message': rewrites(text, (message) => [message.withAttrs({ id: undefined })]),
  },
  '8.2.1/delivers-messages-to-other-domains': {
    'keeps messages to itself': withholds(text),
  },
})
