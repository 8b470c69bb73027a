import { type Amend, amendsFor, liesAbout, mishears, xml } from '#lies'
import { answersProbes, keepsFrom, keepsStatusFrom } from './presence-lies.ts'
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
  '4.6.1/subscriber-hears-broadcasts': {
    'holds a subscriber for a stranger still': keepsStatusFrom('juliet'),
  },
  '4.6.1/cancellation-takes-presence-back': {
    'leaves presence that was shown': keepsFrom('juliet', 'orchard', 'unavailable'),
  },
  '4.6.6/subscription-comes-first': {
    'looks at directed presence first': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}/orchard'/>`,
    ),
  },
  '4.6.6/answers-whom-presence-was-shown': {
    'forgets whom presence was shown to': answersProbes(
      ({ to }) => xml`<presence from='${(to ?? '').replace(/\/.*$/, '')}' type='unsubscribed'/>`,
    ),
    'tells the details': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}'><status>In love</status></presence>`,
    ),
  },
})

export const amends = amendsFor(rfc6121, {
  '4.6.6/answers-whom-presence-was-shown': { 'remembers whom presence was shown to': remembersWhomItShowed },
})

/** A probe of one whom a resource has shown presence to is answered for that resource. */
function remembersWhomItShowed(): ReturnType<Amend> {
  const shown = new Set<string>()
  return {
    toServer: (part, link) => {
      if (part.kind !== 'element' || !part.element.is('presence')) return
      const { type, to } = part.element
      if (to === undefined) return
      if (type === undefined) shown.add(`${link.jid} ${to}`)
      if (type === 'probe' && shown.has(`${to} ${link.jid}`)) link.tellClient(xml`<presence from='${to}'/>`)
      return undefined
    },
  }
}
