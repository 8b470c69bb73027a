import { liesAbout, NS, rewrites } from '#lies'
import { REGISTER } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '10/says-what-it-supports': {
    'does not list it': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', NS.discoInfo)
      if (query === undefined) return undefined
      const others = query.elements().filter(({ attrs }) => attrs['var'] !== REGISTER)
      return [iq.withChildren([query.withChildren(others)])]
    }),
  },
})
