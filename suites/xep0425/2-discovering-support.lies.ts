import { liesAbout, NS, rewrites } from '#lies'
import { xep0425 } from './requirements.ts'

export const lies = liesAbout(xep0425, {
  '2/advertises': {
    'knows an older version alone': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', NS.discoInfo)
      if (query === undefined) return undefined
      const others = query.elements().filter(({ attrs }) => attrs['var'] !== 'urn:xmpp:message-moderate:1')
      return [iq.withChildren([query.withChildren(others)])]
    }),
  },
})
