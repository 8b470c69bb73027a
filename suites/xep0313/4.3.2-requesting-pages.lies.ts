import { liesAbout } from '#lies'
import { blames } from '../xep0045/room-lies.ts'
import { changesFin, findsNothing, holds, omitsResults, overlooks } from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

export const lies = liesAbout(xep0313, {
  '4.3.2/pages': {
    'gives everything at once': overlooks((child) => child.name === 'set'),
    'calls every page complete': changesFin((fin) => fin.withAttrs({ complete: 'true' })),
    'calls no page complete': changesFin((fin) => fin.withAttrs({ complete: undefined })),
    'leaves out the first of each page': omitsResults((message) => holds(message, 'three')),
  },
  '4.3.2/refuses-unknown-ids': {
    'finds nothing instead': findsNothing,
    'calls it a bad request': blames('bad-request'),
  },
})
