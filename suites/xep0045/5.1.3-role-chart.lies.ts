import { type Element, liesAbout, mishears, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  changesItems,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  omitsStatus,
  refusesItem,
} from './room-lies.ts'

const ADMIN = 'http://jabber.org/protocol/muc#admin'

const sets = (iq: Element, name: string, value: string): boolean =>
  iq.type === 'set' && iq.child('query', ADMIN)?.elements()[0]?.attrs[name] === value

export const lies = liesAbout(xep0045, {
  '5.1.3/follows-the-role-chart': {
    'confirms whatever anyone asks for': confirmsAnything,
    'says that voice is revoked, and does nothing': confirmsAlone({ role: 'visitor' }),
    'lets nobody make moderators': refusesItem({ role: 'moderator' }, 'not-allowed'),
    'announces every role as that of a participant': changesItems(
      { name: 'presence', from: /\/mercutio$/, type: null },
      { role: 'participant' },
    ),
    'tells others than juliet of the role before': changesItems(
      { name: 'presence', from: /\/mercutio$/, to: /^juliet/, type: null },
      { role: 'visitor' },
    ),
    'removes in silence': rewrites({ name: 'presence', type: 'unavailable', to: /^romeo/ }, () => []),
    'does not say why one is removed': omitsStatus('307'),
    'lists nobody': changesLists(() => []),
    'takes a kick for a change of voice': mishears({ name: 'iq' }, (iq) => {
      const query = iq.child('query', ADMIN)
      if (query === undefined || !sets(iq, 'role', 'none')) return undefined
      return [
        iq.withChildren([
          query.withChildren(query.elements().map((item) => item.withAttrs({ role: 'visitor' }))),
        ]),
      ]
    }),
  },
  '5.1.3/keeps-track': {
    'forgets every other change that it has confirmed': () => {
      let asked = 0
      return {
        toServer: (part, link) => {
          if (part.kind !== 'element' || !link.jid?.startsWith('romeo')) return undefined
          const { element } = part
          if (element.type !== 'set' || element.child('query', ADMIN) === undefined) return undefined
          asked += 1
          if (asked % 2 === 1) return undefined
          link.tellClient(xml`<iq type='result' id='${element.id ?? ''}' from='${element.to ?? ''}'/>`)
          return []
        },
      }
    },
    'lets admins do what owners may': confirmsAnything,
    'forgets everyone whom it has listed': changesLists(() => []),
    'shows the owner nobody else with an affiliation': changesItems(
      { name: 'presence', to: /^romeo/, from: /\/(juliet|mercutio|nurse)$/ },
      { affiliation: 'none' },
    ),
  },
})
