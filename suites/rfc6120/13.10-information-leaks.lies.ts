import { Element, type Lie, liesAbout, NS, rewrites, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

/** Answers for who is connected otherwise than for who is not. */
const knowsWhoIsThere: Lie = () => ({
  toClient: (part, link) => {
    if (part.kind !== 'element' || part.element.name !== 'iq') return undefined
    const { from } = part.element
    const isThere = link.all.some(({ jid }) => jid !== link.jid && jid?.replace(/[/].*$/, '') === from)
    if (!isThere || part.element.type !== 'error') return undefined
    return [part.element.withAttrs({ type: 'result' }).withChildren([])]
  },
})

/** Answers the probe of anybody. */
const answersProbes: Lie = () => ({
  toServer: (part, link) => {
    if (part.kind === 'element' && part.element.is('presence') && part.element.type === 'probe') {
      link.tellClient(new Element('presence', NS.client, { from: part.element.to ?? '', to: link.jid ?? '' }))
    }
    return undefined
  },
})

export const lies = liesAbout(rfc6120, {
  '13.10.1/keeps-the-address-of-a-client': {
    'adds to presence where it comes from': rewrites({ name: 'presence', to: /./ }, (presence) => [
      presence.withChildren([...presence.children, xml`<source xmlns='urn:example:source' ip='127.0.0.1'/>`]),
    ]),
  },
  '13.10.2/tells-strangers-of-no-presence': {
    'answers for who is connected otherwise': knowsWhoIsThere,
    'answers the probe of a stranger': answersProbes,
  },
  '13.10.2/errs-alike-about-bare-and-full-jid': {
    'has another error for a resource': rewrites({ name: 'iq', type: 'error', from: /[/]chamber$/ }, (iq) => [
      iq.withChildren([xml`<error type='wait'><recipient-unavailable xmlns='${NS.stanzaErrors}'/></error>`]),
    ]),
  },
})
