import { liesAbout, rewrites } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  changesItems,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  omitsStatus,
  refusesItem,
} from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '5.2.2/follows-the-affiliation-chart': {
    'confirms whatever anyone asks for': confirmsAnything,
    'says that one is a member, and makes none': confirmsAlone({ affiliation: 'member' }),
    'lets nobody lift a ban': refusesItem({ affiliation: 'none' }, 'not-allowed'),
    'lets owners make admins, and announces members': changesItems(
      { name: 'presence', from: /\/mercutio$/, to: /^juliet/, type: null },
      { affiliation: 'member' },
    ),
    'announces a new admin as a participant': changesItems(
      { name: 'presence', from: /\/mercutio$/, type: null },
      { role: 'participant' },
    ),
    'tells romeo of no ban': rewrites({ name: 'presence', type: 'unavailable', to: /^romeo/ }, () => []),
    'does not say why one is removed': omitsStatus('301'),
    'lists nobody as banned': changesLists((items) =>
      items.filter(({ attrs }) => attrs['affiliation'] !== 'outcast'),
    ),
  },
})
