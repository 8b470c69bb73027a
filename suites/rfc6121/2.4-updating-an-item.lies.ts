import { type Element, type Lie, liesAbout, rewrites } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesItems, refusal } from './roster-lies.ts'

export const lies = liesAbout(rfc6121, {
  '2.4.1/updates-exactly-as-set': {
    'adds new groups to the old ones': remembersFirst((item, first) =>
      item.withChildren([
        ...first.elements().filter((old) => item.elements().every((group) => group.text() !== old.text())),
        ...item.elements(),
      ]),
    ),
    'ignores groups in an update': remembersFirst((item, first) => item.withChildren(first.children)),
    'keeps the handle that it has': remembersFirst((item, first) =>
      item.withAttrs({ name: first.attrs['name'] }),
    ),
  },
  '2.4.2/pushes-the-update': {
    'pushes an item only when it is new': () => {
      const known = new Set<string | undefined>()
      let pushed = 0
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || !part.element.is('iq') || part.element.type !== 'set') return
          pushed += 1
          known.add(part.element.child('query')?.child('item')?.attrs['jid'])
          return pushed > known.size ? [] : undefined
        },
      }
    },
    'pushes what the item was before': remembersFirst((_, first) => first),
    'forgets the subscription of an item that is changed': changesItems((item) =>
      item.attrs['name'] === undefined ? item : item.withAttrs({ ask: undefined }),
    ),
    'answers an update with a conflict': rewrites({ name: 'iq', type: 'result', id: /^ts-/ }, (iq) =>
      iq.children.length === 0 ? [refusal(iq.id, 'cancel', 'conflict')] : undefined,
    ),
  },
})

/** Goes by what the first push said of an item, too. */
function remembersFirst(change: (item: Element, first: Element) => Element): Lie {
  return () => {
    const firsts = new Map<string | undefined, Element>()
    const changes = changesItems((item) => {
      const jid = item.attrs['jid']
      const first = firsts.get(jid) ?? item
      firsts.set(jid, first)
      return change(item, first)
    })
    return changes()
  }
}
