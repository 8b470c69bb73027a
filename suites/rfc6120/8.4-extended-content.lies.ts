import { Element, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { inside, trimmed } from './content-lies.ts'
import { rfc6120 } from './requirements.ts'

const answer = { name: 'iq', type: /^(result|error)$/, id: /^ts-/ }
const foreign = { id: /^(ts-|weighed$|chance-)/, name: /^(message|presence|iq)$/, to: /./ }

function errsBy(condition: string): Lie {
  return rewrites({ ...answer, type: 'error' }, (iq) => [
    iq.withChildren([
      new Element('error', NS.client, { type: 'cancel' }, [new Element(condition, NS.stanzaErrors)]),
    ]),
  ])
}

const withoutForeign = (stanza: Element) =>
  stanza.withChildren(
    stanza.children.filter((child) => typeof child === 'string' || !child.ns.startsWith('urn:touchstone:')),
  )

const bare = (element: Element) => new Element(element.name, element.ns, {}, element.children)

export const lies = liesAbout(rfc6120, {
  '8.4/refuses-requests-that-it-does-not-know': {
    'says that it has not been implemented': errsBy('feature-not-implemented'),
    'takes for done what it does not know': rewrites({ ...answer, type: 'error' }, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  '8.4/ignores-or-refuses-messages-that-it-does-not-know': {
    'writes back that it has not understood': rewrites({ name: 'message', type: 'error' }, (message) => [
      message.withAttrs({ type: 'chat' }).withChildren([xml`<body>Pardon?</body>`]),
    ]),
    'has never heard of who writes': rewrites({ name: 'message', type: 'error' }, (message) => [
      message.withChildren([
        xml`<error type='auth'><registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
      ]),
    ]),
  },
  '8.4/delivers-what-it-does-not-know-unmodified': {
    'delivers only what it knows': rewrites(foreign, (stanza) => [withoutForeign(stanza)]),
    'drops attributes that it does not know': rewrites(foreign, (stanza) => [inside(stanza, bare)]),
    'takes white space for layout': rewrites(foreign, (stanza) => [inside(stanza, trimmed)]),
    'takes what is in a stanza for a part of it': rewrites(foreign, (stanza) => [
      inside(stanza, (child) => new Element(child.name, NS.client, child.attrs, child.children)),
    ]),
  },
  '8.4/passes-on-what-it-does-not-know-unmodified': {
    'passes on only what it knows': rewrites(foreign, (stanza) => [withoutForeign(stanza)]),
  },
  '8.4/reads-namespaces-not-prefixes': {
    'looks for the names that it writes itself': withholds({ name: 'iq', id: 'prefixed' }),
    'takes a prefix for a part of the name': mishears({ name: 'iq', id: 'prefixed' }, (iq) => [
      inside(iq, (child) => new Element(`p-${child.name}`, child.ns, child.attrs, child.children)),
    ]),
  },
  '8.4/declares-prefixes-in-the-stanza': {
    'declares the prefixes of clients in the stream header': () => {
      return {
        toClient: (part) => {
          if (part.kind === 'header') {
            return [part.raw.replace(/>$/, ` xmlns:m='urn:touchstone:unknown'>`)]
          }
          if (part.kind !== 'element' || part.element.id !== 'prefixed') return undefined
          const { to = '', from = '' } = part.element
          return [`<message id='prefixed' to='${to}' from='${from}'><m:mood><m:sad/></m:mood></message>`]
        },
      }
    },
  },
  '8.4/payloads-are-not-of-the-stream': {
    'answers in the namespace of the stream': rewrites({ ...answer, type: 'result' }, (iq) => [
      inside(iq, (child) => new Element(child.name, NS.client, child.attrs, child.children)),
    ]),
  },
  '8.4/adds-no-attributes-of-its-own': {
    'adds an attribute for its own use': rewrites(answer, (iq) => [
      iq.withAttrs({ 'xmlns:route': 'urn:example:route', 'route:node': 'node1' }),
    ]),
  },
})
