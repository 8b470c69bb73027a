import { amendsFor, type Element, type Lie, liesAbout, NS, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, refusesWith } from './room-lies.ts'

/** Changes the list of identities and features, or of items. */
const tells = (ns: string, change: (children: readonly Element[]) => readonly Element[]): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const query = iq.child('query', ns)
    return query && [iq.withChildren([query.withChildren(change(query.elements()))])]
  })

const withoutFeature = (pattern: RegExp): Lie =>
  tells(NS.discoInfo, (children) => children.filter(({ attrs }) => !pattern.test(attrs['var'] ?? '')))

const withoutIdentity: Lie = tells(NS.discoInfo, (children) =>
  children.filter(({ name }) => name !== 'identity'),
)

export const lies = liesAbout(xep0045, {
  '6/answers-service-discovery': {
    'does not say what it is': withoutIdentity,
    'does not say what it speaks': withoutFeature(/\/muc$/),
  },
  '6.3/lists-public-rooms': {
    'lists no rooms': tells(NS.discoItems, () => []),
    'lists all rooms': () => {
      let hidden: string | undefined
      return {
        toServer: ({ kind, ...part }) => {
          const to = kind === 'element' && 'element' in part ? part.element.to : undefined
          if (to?.startsWith('tomb')) hidden = to.replace(/\/.*/, '')
          return undefined
        },
        toClient: (part) => {
          const query = part.kind === 'element' ? part.element.child('query', NS.discoItems) : undefined
          if (part.kind !== 'element' || query === undefined) return undefined
          const item = xml`<item xmlns='http://jabber.org/protocol/disco#items' jid='${hidden ?? ''}'/>`
          return [part.element.withChildren([query.withChildren([...query.children, item])])]
        },
      }
    },
  },
  '6.4/room-tells-what-it-is': {
    'does not say what it is': withoutIdentity,
    'does not say what it speaks': withoutFeature(/\/muc$/),
  },
  '6.4/room-tells-its-type': { 'keeps its configuration to itself': withoutFeature(/^muc_/) },
  '6.5/lists-occupants-or-nobody': {
    'refuses those who are not inside': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('query', NS.discoItems) === undefined
        ? undefined
        : [
            iq
              .withAttrs({ type: 'error' })
              .withChildren([
                xml`<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
              ]),
          ],
    ),
    'lists one of several': tells(NS.discoItems, () => [
      xml`<item xmlns='http://jabber.org/protocol/disco#items' jid='verona@muc.example/romeo'/>`,
    ]),
  },
  '6.6/not-past-the-room': {
    'takes the occupant for absent': blames('item-not-found'),
    'says that it is not allowed': blames('not-allowed'),
  },
})

export const amends = amendsFor(xep0045, {
  '6.6/not-past-the-room': { 'calls it a bad request': refusesWith('bad-request') },
})
