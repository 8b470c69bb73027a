import { liesAbout } from '#lies'
import { lists } from './list-lies.ts'
import { xep0440 } from './requirements.ts'

export const lies = liesAbout(xep0440, {
  '2/lists-types-by-their-names': {
    'sends an empty list': lists(),
    'has names of its own': lists('tls-exporter', 'EXPORTER-Channel-Binding'),
  },
})
