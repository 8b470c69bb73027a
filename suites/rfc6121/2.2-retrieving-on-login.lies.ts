import { type Element, type Lie, type Link, liesAbout } from '#lies'
import { rfc6121 } from './requirements.ts'

export const lies = liesAbout(rfc6121, {
  '2.2/pushes-to-all-interested-resources': {
    'pushes to available resources alone': pushesOnlyTo((part) => part.is('presence')),
    'pushes to the resource alone that made the change': pushesOnlyTo(
      (part) => part.type === 'set' || part.type === 'subscribe',
    ),
  },
})

/** Pushes reach those connections alone whose client has sent such an element before. */
function pushesOnlyTo(initiated: (element: Element) => boolean): Lie {
  return () => {
    const entitled = new Set<Link>()
    return {
      toServer: (part, link) => {
        if (part.kind === 'element' && link.jid !== undefined && initiated(part.element)) entitled.add(link)
        return undefined
      },
      toClient: (part, link) =>
        part.kind === 'element' && part.element.is('iq') && part.element.type === 'set' && !entitled.has(link)
          ? []
          : undefined,
    }
  }
}
