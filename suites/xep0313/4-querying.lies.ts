import { amendsFor, Element, type Lie, liesAbout, rewrites, xml } from '#lies'
import { blames } from '../xep0045/room-lies.ts'
import {
  archived,
  changesFin,
  fieldOf,
  findsNothing,
  holds,
  MAM,
  overlooks,
  refusesQueries,
} from './archive-lies.ts'
import { xep0313 } from './requirements.ts'

const isForm = (child: Element): boolean => child.name === 'x'

const changesFields = (change: (fields: readonly Element[]) => readonly Element[]): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const query = iq.child('query', MAM)
    const form = query?.child('x', 'jabber:x:data')
    return (
      query && form && [iq.withChildren([query.withChildren([form.withChildren(change(form.elements()))])])]
    )
  })

export const lies = liesAbout(xep0313, {
  '4/has-the-last-word': {
    'does not tell where the page ends': changesFin((fin) => fin.withChildren([])),
    'sends the last result after the answer': () => {
      let last: Element | undefined
      return {
        toClient: (part) => {
          if (part.kind !== 'element') return undefined
          const { element } = part
          if (element.child('result') !== undefined && holds(element, 'three')) {
            last = element
            return []
          }
          return last !== undefined && element.child('fin') !== undefined ? [element, last] : undefined
        },
      }
    },
    'sends one result twice': rewrites({ name: 'message' }, (message) =>
      message.child('result') !== undefined && holds(message, 'two') ? [message, message] : undefined,
    ),
  },
  '4.1/knows-all-fields': {
    'knows the old fields alone': changesFields((fields) =>
      fields.filter(({ attrs }) => !/id/.test(attrs['var'] ?? '')),
    ),
    'takes any text for a sender': changesFields((fields) =>
      fields.map((field) =>
        field.attrs['var'] === 'with' ? field.withAttrs({ type: 'text-single' }) : field,
      ),
    ),
    'requires a sender': changesFields((fields) =>
      fields.map((field) =>
        field.attrs['var'] === 'with'
          ? field.withChildren([...field.children, new Element('required', 'jabber:x:data')])
          : field,
      ),
    ),
  },
  '4.1.1/by-sender': {
    'gives the messages of everyone': overlooks(isForm),
  },
  '4.1.2/by-time': {
    'gives everything': overlooks(isForm),
    'leaves out what was said at that moment': () => {
      let filtered = false
      return {
        toServer: (part) => {
          if (part.kind !== 'element') return undefined
          const query = part.element.child('query', MAM)
          if (query !== undefined) filtered = query.elements().some(isForm)
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && filtered && holds(part.element, 'two') ? [] : undefined,
      }
    },
  },
  '4.1.3/refuses-unknown-ids': {
    'finds nothing instead': findsNothing,
    'calls it a bad request': blames('bad-request'),
  },
  '4.1.5/any-ids': {
    'lists every id that there is': changesFields((fields) =>
      fields.map((field) =>
        field.attrs['var'] === 'ids'
          ? field.withChildren([...field.children, new Element('option', 'jabber:x:data')])
          : field,
      ),
    ),
  },
  '4.1.5/refuses-unknown-fields': {
    'passes over what it does not know': findsNothing,
    'calls it a bad request': blames('bad-request'),
  },
})

export const amends = amendsFor(xep0313, {
  '4.1.1/by-sender': {
    'gives the messages of one sender alone': () => {
      let wanted: string | undefined
      return {
        toServer: (part) => {
          if (part.kind === 'element') wanted = fieldOf(part.element, 'with') ?? wanted
          return undefined
        },
        toClient: (part) => {
          if (part.kind !== 'element' || wanted === undefined) return undefined
          const stored = archived(part.element)
          return stored !== undefined && stored.from !== wanted ? [] : undefined
        },
      }
    },
  },
  '4.1.2/by-time': { 'finds nothing after the last message': findsNothing },
  '4.1.3/refuses-unknown-ids': {
    'looks for the ids that are asked for': refusesQueries(
      (iq) => fieldOf(iq, 'ids') !== undefined,
      'item-not-found',
    ),
  },
  '4.1.5/any-ids': {
    'opens the list': changesFields((fields) =>
      fields.map((field) =>
        field.attrs['var'] === 'ids'
          ? field.withChildren([
              ...field.children,
              xml`<validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='xs:string'><open/></validate>`,
            ])
          : field,
      ),
    ),
  },
  '4.1.5/refuses-unknown-fields': {
    'looks at the names of fields': refusesQueries(
      (iq) => fieldOf(iq, '{urn:example:touchstone}mood') !== undefined,
      'feature-not-implemented',
    ),
  },
})
