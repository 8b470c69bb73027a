import { type Lie, liesAbout, NS, rewrites } from '#lies'
import { holds, MAM, omitsResults, overlooks } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

const hides = (feature: string): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const query = iq.child('query', NS.discoInfo)
    if (query === undefined) return undefined
    return [
      iq.withChildren([query.withChildren(query.elements().filter(({ attrs }) => attrs['var'] !== feature))]),
    ]
  })

export const lies = liesAbout(xep0313, {
  '7/advertises': {
    'has an archive and does not say so': hides(MAM),
    'does not say which version of queries it takes': hides(`${MAM}#extended`),
  },
  '7/extended-queries': {
    'takes no ids as bounds, and gives everything': overlooks((child) => child.name === 'x'),
    'takes ids as bounds that are part of the page': omitsResults((message) => holds(message, 'two')),
    'gives every page in the order of time': overlooks((child) => child.name === 'flip-page'),
  },
})
