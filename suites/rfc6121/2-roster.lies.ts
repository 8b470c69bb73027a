import { type Element, liesAbout, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesItems, changesQueries } from './roster-lies.ts'

export const lies = liesAbout(rfc6121, {
  '2/returns-what-was-stored': {
    'forgets the groups of an item': changesItems((item) => item.withChildren([])),
    'folds handles to ASCII': changesItems((item) =>
      item.withAttrs({ name: item.attrs['name']?.replace(/[^ -~]/g, '?') }),
    ),
    'returns no more than ten items': changesQueries('result', (query) =>
      query.withChildren(query.elements().slice(0, 10)),
    ),
  },
  '2/keeps-rosters-private': {
    'answers whoever asks for a roster': () => {
      let roster: Element | undefined
      return {
        toServer: (part) => {
          const query = part.kind === 'element' && part.element.child('query', 'jabber:iq:roster')
          if (query && query.elements().length > 0) roster = query
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && part.element.is('iq') && part.element.type === 'error' && roster
            ? [part.element.withAttrs({ type: 'result' }).withChildren([roster])]
            : undefined,
      }
    },
    'lets anybody set any roster': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.type !== 'set') return
        const { to, id = '' } = part.element
        const query = part.element.child('query', 'jabber:iq:roster')
        const owner = link.all.find(({ jid }) => to !== undefined && jid?.startsWith(`${to}/`))
        if (query === undefined || owner === undefined) return
        owner.tellServer(xml`<iq type='set' id='stranger-${id}'>${query}</iq>`)
        link.tellClient(xml`<iq type='result' id='${id}' from='${to ?? ''}'/>`)
        return []
      },
      toClient: (part) =>
        part.kind === 'element' && part.element.id?.startsWith('stranger-') ? [] : undefined,
    }),
  },
})
