import { type Lie, type Link, liesAbout, type Part, rewrites } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesItems } from './roster-lies.ts'
import { types } from './states.ts'

export const lies = liesAbout(rfc6121, {
  'A.1/keeps-to-the-tables-in-any-order': {
    'pushes to whoever came first, and to nobody once that one has gone': tellsTheFirstAlone(isPush),
    'delivers to whoever came first, and to nobody once that one has gone': tellsTheFirstAlone(
      (part) => part.kind === 'element' && part.element.is('presence') && isType(part.element.type),
    ),
    'tells twice of the end of a session': rewrites(
      { name: 'presence', type: 'unavailable', from: /\// },
      (presence) => [presence, presence],
    ),
  },
  'A.1/keeps-both-sides-in-step': {
    'pushes what the user did and not what was done to the user': () => {
      const acted = new Set<string | undefined>()
      return {
        toServer: (part, link) => {
          if (part.kind === 'element' && part.element.attrs['to'] !== undefined) acted.add(bare(link.jid))
          return undefined
        },
        toClient: (part, link) => (isPush(part) && !acted.delete(bare(link.jid)) ? [] : undefined),
      }
    },
    'forgets who is subscribed when it tells the roster': changesItems((item) =>
      item.attrs['subscription'] === 'from' ? item.withAttrs({ subscription: 'none' }) : item,
    ),
  },
})

function tellsTheFirstAlone(fits: (part: Part) => boolean): Lie {
  return () => {
    const first = new Map<string | undefined, Link>()
    return {
      toClient: (part, link) => {
        if (!fits(part)) return
        const user = bare(link.jid)
        if (!first.has(user)) first.set(user, link)
        return first.get(user) === link ? undefined : []
      },
    }
  }
}

function isPush(part: Part): boolean {
  return part.kind === 'element' && part.element.is('iq') && part.element.type === 'set'
}

function isType(type: string | undefined): boolean {
  return types.some((each) => each === type)
}

function bare(jid: string | undefined): string | undefined {
  return jid?.replace(/\/.*/, '')
}
