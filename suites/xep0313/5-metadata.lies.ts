import { liesAbout, rewrites } from '#lies'
import { MAM } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

export const lies = liesAbout(xep0313, {
  '5/tells-its-ends': {
    'tells nothing': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const metadata = iq.child('metadata', MAM)
      return metadata && [iq.withChildren([metadata.withChildren([])])]
    }),
  },
})
