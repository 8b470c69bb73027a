import { liesAbout, mishears, xml } from '#lies'
import { blames, confirmsAnything } from '../xep0045/room-lies.ts'
import { xep0410 } from './requirements.ts'

const isPing = { name: 'iq', type: 'get', to: /\/\w+$/ } as const

export const lies = liesAbout(xep0410, {
  '3.3/answers-occupants-itself': {
    'asks the client instead': mishears(isPing, (iq, link) => {
      link.tellClient(xml`
        <iq type='get' id='through-the-room' from='${iq.to ?? ''}' to='${link.jid ?? ''}'>
          <ping xmlns='urn:xmpp:ping'/>
        </iq>`)
      return undefined
    }),
    'does not know who asks': mishears(isPing, (iq, link) => {
      link.tellClient(xml`
        <iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
          <error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </iq>`)
      return []
    }),
    'knows the first client of a user alone': mishears(isPing, (iq, link) => {
      if (!link.jid?.endsWith('/chamber')) return undefined
      link.tellClient(xml`
        <iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
          <error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </iq>`)
      return []
    }),
  },
  '3.3/refuses-who-is-not-inside': {
    'answers anyone': confirmsAnything,
    'says that there is nobody of that name': blames('item-not-found'),
    'says that it is not allowed': blames('not-allowed'),
  },
})
