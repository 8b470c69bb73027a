import { liesAbout, rewrites, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

const slow = { name: 'message', id: 'slow' }

export const lies = liesAbout(rfc6120, {
  '8/waits-for-the-whole-stanza': {
    'delivers what it has, and then the whole': rewrites(slow, (message) => [
      message.withChildren(message.elements().slice(0, 1)),
      message,
    ]),
    'gives up a stanza whose pieces come slowly': withholds(slow),
  },
})
