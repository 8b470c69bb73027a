import { liesAbout, rewrites } from '#lies'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '4/keeps-presence-true': {
    'tells twice who has become unavailable': rewrites(
      { name: 'presence', type: 'unavailable', from: /\// },
      (presence) => [presence, presence],
    ),
    'keeps sessions of one user from each other': rewrites(
      { name: 'presence', from: /\// },
      (presence, link) =>
        presence.from !== link.jid && presence.from?.split('/')[0] === link.jid?.split('/')[0]
          ? []
          : undefined,
    ),
    'takes whoever was shown presence for a subscriber': () => {
      const shown = new Set<string | undefined>()
      return {
        toServer: (part, link) => {
          if (part.kind !== 'element' || !part.element.is('presence') || part.element.type !== undefined)
            return
          const { to } = part.element
          if (to !== undefined) shown.add(to)
          else {
            for (const other of link.all) {
              const known = shown.has(other.jid?.split('/')[0])
              if (known) other.tellClient(part.element.withAttrs({ from: link.jid, to: other.jid }))
            }
          }
          return undefined
        },
      }
    },
  },
})
