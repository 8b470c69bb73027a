import { amendsFor, type Element, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const anyError = { name: /^(message|presence|iq)$/, type: 'error' }
const cause = xml`<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`

const streamError = { name: 'error', ns: NS.streams }
/** Errors that hold nothing but what went wrong. */
const holdsNothingElse = ({ children }: Element) => children.length === 1

/** Bounces every error that a client sends. */
const answersErrors: Lie = () => ({
  toServer: (part, link) => {
    if (part.kind === 'element' && part.element.type === 'error') {
      link.tellClient(part.element.withAttrs({ from: part.element.to, to: link.jid }))
    }
    return undefined
  },
})

export const lies = liesAbout(rfc6120, {
  '8.3.1/errs-on-faulty-iqs': {
    'passes over what it cannot process': withholds({ name: 'iq', id: 'faulty' }),
    'does as if it had understood': rewrites({ name: 'iq', id: 'faulty' }, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  '8.3.1/swaps-the-addresses': {
    'errs in the name of the sender': rewrites(anyError, (stanza) => [stanza.withAttrs({ from: stanza.to })]),
    'errs from the domain alone': rewrites(anyError, (stanza) => [
      stanza.withAttrs({ from: `errors.${stanza.from?.replace(/^.*@|\/.*$/g, '')}` }),
    ]),
  },
  '8.3.1/carries-the-id-of-its-cause': {
    'gives errors ids of its own': rewrites(anyError, (stanza) => [stanza.withAttrs({ id: 'error-1' })]),
  },
  '8.3.1/empty-id-for-an-iq-without-one': {
    'makes up an id': rewrites(anyError, (stanza) => [stanza.withAttrs({ id: 'error-1' })]),
    'leaves the id out': rewrites(anyError, (stanza) => [stanza.withAttrs({ id: undefined })]),
  },
  '8.3.1/contains-an-error': {
    'says that there is an error and not which': rewrites(anyError, (stanza) => [stanza.withChildren([])]),
  },
  '8.3.1/needs-no-stanza-in-an-error': {
    'pushes nothing more to whoever has refused a push': () => {
      let refused = false
      return {
        toServer: (part) => {
          if (part.kind === 'element' && part.element.is('iq') && part.element.type === 'error')
            refused = true
          return undefined
        },
        toClient: (part) =>
          refused && part.kind === 'element' && part.element.is('iq') && part.element.type === 'set'
            ? []
            : undefined,
      }
    },
    'breaks over an error that holds nothing else': mishears(anyError, (stanza, link) => {
      if (holdsNothingElse(stanza)) link.hangUp()
      return undefined
    }),
    'passes over an error that holds nothing else': mishears(anyError, (stanza) =>
      holdsNothingElse(stanza) ? [] : undefined,
    ),
  },
  '8.3.1/repeats-nothing-harmful': {
    'quotes what it cannot read': rewrites(streamError, (error) => [
      error.withChildren([
        ...error.children,
        xml`<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>unexpected: mandrake</text>`,
      ]),
    ]),
    'sends what it cannot read back': rewrites(streamError, (error) => [
      xml`<message type='error' id='harmful'><body>mandrake</body>${cause}</message>`,
      error,
    ]),
  },
  '8.3.1/error-only-in-errors': {
    'adds an error to every answer': rewrites({ name: 'iq', type: 'result' }, (iq) => [
      iq.withChildren([...iq.children, cause]),
    ]),
    'adds an error to a push': rewrites({ name: 'iq', type: 'set' }, (iq) => [
      iq.withChildren([...iq.children, cause]),
    ]),
  },
  '8.3.1/never-answers-an-error': {
    'answers an error by an error': answersErrors,
  },
})

export const amends = amendsFor(rfc6120, {
  '8.3.1/empty-id-for-an-iq-without-one': {
    'mirrors that there was no id': rewrites({ ...anyError, id: null }, (stanza) => [
      stanza.withAttrs({ id: '' }),
    ]),
  },
})
