import { liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const slow = { name: 'message', id: 'slow' }

const kind = { id: 'kind' }

export const lies = liesAbout(rfc6120, {
  '8/takes-all-three-kinds': {
    'knows no messages': withholds({ ...kind, name: 'message' }),
    'keeps presence to itself': withholds({ ...kind, name: 'presence' }),
    'routes no requests': withholds({ ...kind, name: 'iq', type: 'get' }),
    'routes requests, and no answers': withholds({ ...kind, name: 'iq', type: 'result' }),
    'makes messages of all that it delivers': rewrites({ ...kind, name: /^(presence|iq)$/ }, (stanza) => [
      xml`<message/>`.withAttrs(stanza.attrs).withChildren(stanza.children),
    ]),
    'keeps of the attributes what it needs for itself': rewrites(kind, (stanza) => [
      stanza.withAttrs({ 'xml:lang': undefined }),
    ]),
  },
  '8/waits-for-the-whole-stanza': {
    'delivers what it has, and then the whole': rewrites(slow, (message) => [
      message.withChildren(message.elements().slice(0, 1)),
      message,
    ]),
    'gives up a stanza whose pieces come slowly': withholds(slow),
  },
})
