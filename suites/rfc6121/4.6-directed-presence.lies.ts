import { liesAbout, mishears, xml } from '#lies'
import { keepsFrom } from './presence-lies.ts'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '4.6.3/reaches-a-stranger': { 'keeps it from strangers': keepsFrom('juliet', 'orchard') },
  '4.6.3/stranger-hears-of-the-end': {
    'forgets whom presence was shown to': keepsFrom('juliet', 'orchard', 'unavailable'),
  },
  '4.6.3/reaches-a-subscriber': {
    'takes it for a broadcast that was made before': mishears(
      { name: 'presence', to: /^juliet/, type: null },
      () => [],
    ),
  },
  '4.6.3/works-without-initial-presence': {
    'wants initial presence first': mishears({ name: 'presence', to: /^juliet/ }, () => []),
  },
  '4.6.1/taken-back-once': {
    'says farewell to whom it was said before': mishears(
      { name: 'presence', type: 'unavailable', to: null },
      (_farewell, link) => {
        const other = link.all.find(({ jid }) => jid?.startsWith('juliet'))
        other?.tellClient(xml`<presence from='${link.jid ?? ''}' type='unavailable'/>`)
        return undefined
      },
    ),
  },
})
