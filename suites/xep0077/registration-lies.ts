import { Element, type Instead, type Lie, NS, xml } from '#lies'

export const REGISTER = 'jabber:iq:register'
const FORM = 'jabber:x:data'

const about = (element: Element) => (element.is('iq') ? element.child('query', REGISTER) : undefined)

/** Changes how the server answers questions and wishes about registration. */
export function answers(instead: (answer: Element, asked: Element) => Instead): Lie {
  return () => {
    const asked = new Map<string, Element>()
    return {
      toServer: (part) => {
        if (part.kind === 'element' && about(part.element) !== undefined)
          asked.set(part.element.id ?? '', part.element)
        return undefined
      },
      toClient: (part) => {
        if (part.kind !== 'element' || !part.element.is('iq')) return undefined
        const question = asked.get(part.element.id ?? '')
        return question === undefined ? undefined : instead(part.element, question)
      },
    }
  }
}

/** Changes what stands in the answer to a question. */
export function fields(change: (inside: readonly Element[]) => readonly Element[]): Lie {
  return answers((answer, asked) => {
    if (asked.type !== 'get' || answer.type !== 'result') return undefined
    const inside = answer.child('query', REGISTER)?.elements() ?? []
    return [answer.withChildren([new Element('query', REGISTER, {}, change(inside))])]
  })
}

/** Changes the fields of the form in the answer to a question. */
export function form(change: (inside: readonly Element[]) => readonly Element[]): Lie {
  return fields((all) =>
    all.map((one) => (one.is('x', FORM) ? one.withChildren(change(one.elements())) : one)),
  )
}

/** Answers a wish by a result, whatever the server has done. */
export const confirms: Lie = answers((answer, asked) =>
  asked.type === 'set' ? [answer.withAttrs({ type: 'result' }).withChildren([])] : undefined,
)

/** Answers a wish by an error. */
export function refuses(condition: string): Lie {
  const error = xml`<error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>`
  return answers((answer, asked) =>
    asked.type === 'set' ? [answer.withAttrs({ type: 'error' }).withChildren([error])] : undefined,
  )
}

/** Refuses wishes like this by bad-request, and does not let the server hear of them. */
export function turnsAway(inside: (query: Element) => boolean): Lie {
  return () => ({
    toServer: (part, link) => {
      if (part.kind !== 'element' || part.element.type !== 'set') return undefined
      const query = about(part.element)
      if (query === undefined || !inside(query)) return undefined
      const error = xml`<error type='modify'>${new Element('bad-request', NS.stanzaErrors)}</error>`
      link.tellClient(xml`<iq type='error' id='${part.element.id ?? ''}'>${error}</iq>`)
      return []
    },
  })
}

/** Confirms a wish that holds an element of this name, and does nothing. */
export function pretends(name: string): Lie {
  return () => ({
    toServer: (part, link) => {
      if (part.kind !== 'element' || part.element.type !== 'set') return undefined
      if (about(part.element)?.child(name) === undefined) return undefined
      link.tellClient(xml`<iq type='result' id='${part.element.id ?? ''}'/>`)
      return []
    },
  })
}

const SUCCESS = xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`
const FAILURE = xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`

/** From the first wish on, every login ends like this. */
function loginsEnd(result: Element): Lie {
  return () => {
    let wished = false
    return {
      toServer: (part) => {
        wished ||= part.kind === 'element' && part.element.type === 'set' && about(part.element) !== undefined
        return undefined
      },
      toClient: (part) =>
        wished && part.kind === 'element' && part.element.ns === NS.sasl && part.element.name !== 'challenge'
          ? [result]
          : undefined,
    }
  }
}

export const letsAllIn = loginsEnd(SUCCESS)
export const letsNobodyIn = loginsEnd(FAILURE)
