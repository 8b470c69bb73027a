import { Element, type Lie, liesAbout, mishears, NS, rewrites, xml } from '#lies'
import { errorFor } from './delivery-lies.ts'
import { changesFor } from './presence-lies.ts'
import { rfc6121 } from './requirements.ts'

const withPriority = (presence: Element, priority: string) => [
  presence.withChildren([
    ...presence.elements().filter((child) => child.name !== 'priority'),
    new Element('priority', NS.client, {}, [priority]),
  ]),
]

/** What a client says of its priority is changed on the way in, and written back on the way out. */
const goesInSecretBy = (priority: string): Lie => {
  return () => {
    const said = new Map<string, string>()
    return {
      toServer: (part) => {
        const presence = part.kind === 'element' && part.element.is('presence') ? part.element : undefined
        const own = presence?.child('priority')?.text()
        if (presence?.id === undefined || own === undefined) return undefined
        said.set(presence.id, own)
        return withPriority(presence, priority)
      },
      toClient: (part) => {
        const presence = part.kind === 'element' && part.element.is('presence') ? part.element : undefined
        const own = said.get(presence?.id ?? '')
        return presence === undefined || own === undefined ? undefined : withPriority(presence, own)
      },
    }
  }
}

export const lies = liesAbout(rfc6121, {
  '4.7.1/refuses-unknown-types': {
    'passes over what it does not know': mishears({ name: 'presence', type: 'sighing' }, () => []),
    'takes it for a fault of its own': mishears({ name: 'presence', type: 'sighing' }, (presence, link) => {
      link.tellClient(errorFor(presence, link, 'internal-server-error'))
      return []
    }),
  },
  '4.7.1/error-says-what-is-wrong': {
    'does not say what is wrong': rewrites({ name: 'presence', type: 'error' }, (presence) => [
      presence.withChildren([]),
    ]),
  },
  '4.7.2.3/none-is-zero': {
    'wants a priority before it delivers': mishears({ name: 'presence', type: null, to: null }, (presence) =>
      presence.child('priority') === undefined ? withPriority(presence, '-1') : undefined,
    ),
    'fills in a priority of its own': rewrites({ name: 'presence', type: null }, (presence) =>
      presence.child('priority') === undefined
        ? [presence.withChildren([...presence.children, xml`<priority>1</priority>`])]
        : undefined,
    ),
  },
  '4.7.2.3/says-which-priority-it-goes-by': {
    'delivers to whoever is there and does not say so': goesInSecretBy('0'),
    'delivers to nobody and does not say so': goesInSecretBy('-1'),
    'tells contacts another one': changesFor(
      'romeo',
      (presence) => presence.child('priority') !== undefined,
      (presence) => withPriority(presence, '5'),
    ),
  },
})
