import { liesAbout, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '10.5.4/treats-a-missing-resource-as-its-account': {
    'delivers to the resource that was named or to none': withholds({ name: 'message', type: 'chat' }),
  },
  '10.5.4/delivers-to-the-resource': {
    'prefers the resource with the highest priority': () => ({
      toClient: (part, link) => {
        if (part.kind !== 'element' || part.element.id !== 'direct') return undefined
        for (const other of link.all) if (other.jid?.endsWith('/balcony')) other.tellClient(part.element)
        return []
      },
    }),
    'delivers to every resource of the account what is for one': () => ({
      toClient: (part, link) =>
        part.kind === 'element' && part.element.id === 'direct' && !link.jid?.endsWith('/orchard')
          ? [part.element, part.element]
          : undefined,
    }),
  },
})
