import { liesAbout, NS, rewrites } from '#lies'
import { xep0421 } from './requirements.ts'

export const lies = liesAbout(xep0421, {
  '2/advertises': {
    'gives ids and does not say so': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', NS.discoInfo)
      if (query === undefined) return undefined
      const others = query.elements().filter(({ attrs }) => attrs['var'] !== 'urn:xmpp:occupant-id:0')
      return [iq.withChildren([query.withChildren(others)])]
    }),
  },
})
