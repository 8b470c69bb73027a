import { Element, type Lie, liesAbout, NS, rewrites, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const answer = { name: 'iq', type: /^(result|error)$/, id: 'probe' }
const result = { name: 'iq', type: 'result', id: /^ts-/ }
const error = { name: 'iq', type: 'error', id: /^ts-/ }

/** Answers by an error whatever comes in as an answer. */
const answersAnswers: Lie = () => ({
  toServer: (part, link) => {
    if (
      part.kind === 'element' &&
      part.element.is('iq') &&
      /^(result|error)$/.test(part.element.type ?? '')
    ) {
      link.tellClient(
        xml`<iq type='error' id='${part.element.id ?? ''}'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
      )
    }
    return undefined
  },
})

const doubled = (iq: Element) => [
  iq.withChildren([...iq.children, ...Array(2).fill(xml`<more xmlns='urn:touchstone:unknown'/>`)]),
]

export const lies = liesAbout(rfc6120, {
  '8.2.3/iq-has-id-and-known-type': {
    'pushes without an id': rewrites({ name: 'iq', type: 'set' }, (iq) => [iq.withAttrs({ id: undefined })]),
    'pushes by a type of its own': rewrites({ name: 'iq', type: 'set' }, (iq) => [
      iq.withAttrs({ type: 'push' }),
    ]),
  },
  '8.2.3/refuses-an-unknown-type': {
    'takes any type for a get': rewrites(error, (iq) => [iq.withAttrs({ type: 'result' }).withChildren([])]),
    'has no service for an unknown type': rewrites(error, (iq) => [
      iq.withChildren([
        new Element('error', NS.client, { type: 'cancel' }, [
          new Element('service-unavailable', NS.stanzaErrors),
        ]),
      ]),
    ]),
  },
  '8.2.3/answers-a-request-once-with-its-id': {
    'answers twice': rewrites(answer, (iq) => [iq, iq]),
    'does not answer': withholds(answer),
    'answers under another id': rewrites(answer, (iq) => [iq.withAttrs({ id: `re-${iq.id}` })]),
  },
  '8.2.3/never-answers-an-answer': {
    'has no service for answers that nobody waits for': answersAnswers,
  },
  '8.2.3/refuses-other-than-one-payload': {
    'looks at the first payload alone': rewrites(error, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  '8.2.3/requests-carry-one-payload': {
    'pushes more than it was told': rewrites({ name: 'iq', type: 'set' }, doubled),
    'pushes nothing': rewrites({ name: 'iq', type: 'set' }, (iq) => [iq.withChildren([])]),
  },
  '8.2.3/results-carry-one-payload-at-most': {
    'adds what nobody asked for': rewrites(result, doubled),
  },
})
