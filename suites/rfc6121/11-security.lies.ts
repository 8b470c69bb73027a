import { liesAbout, mishears } from '#lies'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '11/strangers-see-no-presence': {
    'tells presence to everybody': mishears({ name: 'presence', to: null }, (presence, link) => {
      for (const other of link.all)
        if (other !== link) other.tellClient(presence.withAttrs({ from: link.jid }))
      return undefined
    }),
  },
})
