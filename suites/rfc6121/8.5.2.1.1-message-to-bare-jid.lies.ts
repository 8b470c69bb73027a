import { liesAbout, rewrites } from '#lies'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.5.2.1.1/never-to-negative-priority': {
    'delivers to every resource, whatever its priority': rewrites(
      { name: 'message', type: 'chat' },
      (message, link) => {
        for (const other of link.all) if (other !== link) other.tellClient(message)
        return undefined
      },
    ),
  },
})
