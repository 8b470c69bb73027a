import { liesAbout, mishears, rewrites } from '#lies'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '8.5.2.1.2/reaches-all-resources': {
    'loses presence that is directed at a user': mishears({ name: 'presence', to: /^juliet/ }, () => []),
    'gives it to one resource alone': () => {
      let given = 0
      return {
        toClient: (part) => {
          const directed =
            part.kind === 'element' &&
            part.element.name === 'presence' &&
            /^romeo/.test(part.element.from ?? '')
          if (!directed || /^romeo/.test(part.element.to ?? '')) return undefined
          given += 1
          return given === 1 ? undefined : []
        },
      }
    },
  },
  '8.5.2.1.2/to-stays-bare': {
    'writes the resource into the address': rewrites(
      { name: 'presence', from: /^romeo/ },
      (presence, link) => [presence.withAttrs({ to: link.jid })],
    ),
  },
})
