import { type Lie, liesAbout } from '#lies'
import { xep0288 } from './requirements.ts'

/** Takes any stream of a peer for the way to its domain. */
const takesAnyStream: Lie = () => ({
  toServer: (part, link) => {
    if (part.kind !== 'element' || link.jid === undefined || !part.element.is('message')) return undefined
    const stream = link.all.find(({ port }) => port === 's2s')
    stream?.tellClient(part.element.withAttrs({ from: link.jid }))
    return undefined
  },
})

export const lies = liesAbout(xep0288, {
  '2.2/sends-nothing-before-authentication': {
    'takes a peer for authenticated that has asked for both directions': takesAnyStream,
  },
  '2.2/sends-for-the-authenticated-domain-alone': {
    'has one way to a peer for all its domains': takesAnyStream,
  },
})
