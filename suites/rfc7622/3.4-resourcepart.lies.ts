import { liesAbout, mishears, withholds } from '#lies'
import { errsBy } from './errs-by.ts'
import { rfc7622 } from './requirements.ts'

export const lies = liesAbout(rfc7622, {
  '3.4/limits-the-length-of-resourceparts': {
    'looks for resources of any length': errsBy('service-unavailable', 'cancel'),
    'refuses names that are long and not too long': errsBy('jid-malformed', 'modify'),
  },
  '3.4/compares-resourceparts-with-case': {
    'finds resources whatever the case': mishears(
      { name: 'message', type: null },
      (message, { jid, all }) => {
        for (const other of all) {
          if (other.jid?.toLowerCase() === message.to?.toLowerCase()) {
            other.tellClient(message.withAttrs({ from: jid }))
          }
        }
        return undefined
      },
    ),
  },
  '3.4/takes-resourceparts-for-opaque': {
    'looks for a hierarchy in the name of a resource': withholds({ name: 'message', type: null }),
  },
})
