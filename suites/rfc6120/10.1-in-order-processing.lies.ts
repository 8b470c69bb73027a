import { type Element, type Lie, liesAbout } from '#lies'
import { overtakes } from './order-lies.ts'
import { rfc6120 } from './requirements.ts'

/** Takes on the last element of a piece before the ones in front of it. */
function takesOnFirst(last: (element: Element) => boolean, earlier: (element: Element) => boolean): Lie {
  return () => {
    const held: Element[] = []
    return {
      toServer: (part) => {
        if (part.kind !== 'element') return undefined
        if (last(part.element)) return [part.element, ...held]
        if (!earlier(part.element)) return undefined
        held.push(part.element)
        return []
      },
    }
  }
}

export const lies = liesAbout(rfc6120, {
  '10.1/processes-in-order': {
    'answers as its threads are scheduled': overtakes,
  },
  '10.1/delivers-in-order': {
    'lets stanzas overtake each other': overtakes,
  },
  '10.1/passes-on-in-order': {
    'lets stanzas overtake each other on a route': overtakes,
  },
  '10.1/finishes-a-request-before-the-next': {
    'answers what it can answer at once, and stores later': takesOnFirst(
      ({ id }) => id === 'look',
      ({ id }) => id === 'add' || id === 'name' || id === 'rename',
    ),
  },
})
