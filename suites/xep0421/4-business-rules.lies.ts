import { amendsFor, type Element, type Lie, liesAbout, mishears, NS, rewrites, xml } from '#lies'
import { xep0421 } from './requirements.ts'

const OCCUPANT_ID = 'urn:xmpp:occupant-id:0'

const isId = (child: Element | string): boolean =>
  typeof child !== 'string' && child.is('occupant-id', OCCUPANT_ID)

const without = (stanza: Element): Element =>
  stanza.withChildren(stanza.children.filter((child) => !isId(child)))

/** Leaves the id out of what a room sends and fits. */
const omitsFrom = (fits: (stanza: Element) => boolean): Lie =>
  rewrites({ from: /@/ }, (stanza) =>
    stanza.children.some(isId) && fits(stanza) ? [without(stanza)] : undefined,
  )

/** What an occupant claims, remembered until the room passes it on. */
const passesClaims =
  (pass: (stanza: Element, claims: readonly Element[]) => Element): Lie =>
  () => {
    let claims: readonly Element[] = []
    return {
      toServer: (part) => {
        if (part.kind === 'element' && part.element.id === 'claim')
          claims = part.element.elements().filter(isId)
        return undefined
      },
      toClient: (part, link) =>
        part.kind === 'element' &&
        claims.length > 0 &&
        link.jid?.startsWith('mercutio') === true &&
        part.element.children.some(isId) &&
        /\/(juliet|capulet)$/.test(part.element.from ?? '')
          ? [pass(part.element, claims)]
          : undefined,
    }
  }

export const lies = liesAbout(xep0421, {
  '4/replaces-forged-ids': {
    'believes what an occupant claims': passesClaims((stanza, claims) =>
      without(stanza).withChildren([...without(stanza).children, ...claims.slice(0, 1)]),
    ),
    'adds the own id to what an occupant claims': passesClaims((stanza, claims) =>
      stanza.withChildren([...claims, ...stanza.children]),
    ),
    'takes no stanza that claims an id': mishears({ id: 'claim' }, () => []),
  },
  '4/on-all-presence': {
    'forgets the id of one who leaves': omitsFrom(
      ({ name, type }) => name === 'presence' && type === 'unavailable',
    ),
    'gives no id on changes': omitsFrom(
      ({ name, type, from, to }) =>
        name === 'presence' &&
        type === undefined &&
        to?.startsWith('mercutio') === true &&
        /\/(juliet|capulet)$/.test(from ?? ''),
    ),
    'tells those inside no id of one who enters': omitsFrom(
      ({ name, from, to }) =>
        name === 'presence' && to?.startsWith('romeo') === true && from?.endsWith('/mercutio') === true,
    ),
  },
  '4/on-all-messages': {
    'gives no id in private messages': omitsFrom(({ name, type }) => name === 'message' && type === 'chat'),
    'gives no id in what was said before': omitsFrom((stanza) => stanza.child('delay') !== undefined),
    'gives no id with subjects': omitsFrom((stanza) => stanza.child('subject') !== undefined),
    'gives another id to messages than to presence': rewrites({ type: /^(chat|groupchat)$/ }, (message) =>
      message.children.some(isId)
        ? [
            message.withChildren(
              message.children.map((child) =>
                isId(child) ? xml`<occupant-id xmlns='${OCCUPANT_ID}' id='${message.id ?? ''}'/>` : child,
              ),
            ),
          ]
        : undefined,
    ),
  },
  '4/service-speaks-for-all-rooms': {
    'promises ids that not every room gives': rewrites({ name: 'iq', type: 'result', from: /@/ }, (iq) => {
      const query = iq.child('query', NS.discoInfo)
      if (query === undefined) return undefined
      const others = query.elements().filter(({ attrs }) => attrs['var'] !== OCCUPANT_ID)
      return [iq.withChildren([query.withChildren(others)])]
    }),
  },
})

export const amends = amendsFor(xep0421, {
  '4/on-all-messages': {
    'gives an id with subjects, too': () => {
      const known = new Map<string, Element>()
      return {
        toClient: (part) => {
          if (part.kind !== 'element') return undefined
          const { element } = part
          const id = element.child('occupant-id', OCCUPANT_ID)
          const occupant = element.from ?? ''
          if (id !== undefined) known.set(occupant, id)
          const missing = id === undefined && element.child('subject') !== undefined && known.get(occupant)
          return missing ? [element.withChildren([...element.children, missing])] : undefined
        },
      }
    },
  },
})
