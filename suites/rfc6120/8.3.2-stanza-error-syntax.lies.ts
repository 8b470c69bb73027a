import { amendsFor, Element, type Lie, liesAbout, NS, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

/** Changes what is inside of every error that the server sends. */
function changesErrors(change: (error: Element) => Element): Lie {
  return rewrites({ name: /^(message|presence|iq)$/, type: 'error' }, (stanza) => [
    stanza.withChildren(
      stanza.children.map((child) =>
        child instanceof Element && child.is('error', NS.client) ? change(child) : child,
      ),
    ),
  ])
}

const adds = (element: Element) => changesErrors((error) => error.withChildren([...error.children, element]))

export const lies = liesAbout(rfc6120, {
  '8.3.2/error-is-of-the-kind-of-its-cause': {
    'reports every error by a message': rewrites({ name: /^(presence|iq)$/, type: 'error' }, (stanza) => [
      new Element('message', stanza.ns, stanza.attrs, stanza.children),
    ]),
    'has a kind of its own for errors': rewrites({ id: 'lost' }, (stanza) => [
      new Element('failure', stanza.ns, stanza.attrs, stanza.children),
    ]),
  },
  '8.3.2/error-has-type-and-one-condition': {
    'knows codes and no types': changesErrors((error) => error.withAttrs({ type: undefined, code: '404' })),
    'invents a type': changesErrors((error) => error.withAttrs({ type: 'fatal' })),
    'invents a condition': changesErrors((error) =>
      error.withChildren([new Element('no-such-domain', NS.stanzaErrors)]),
    ),
    'names two conditions': adds(new Element('item-not-found', NS.stanzaErrors)),
    'says it in words alone': changesErrors((error) =>
      error.withChildren([new Element('text', NS.stanzaErrors, {}, ['no such domain'])]),
    ),
  },
  '8.3.2/text-is-in-the-namespace-of-errors': {
    'explains itself in the namespace of the stream': adds(new Element('text', NS.client, {}, ['Sorry'])),
  },
  '8.3.2/text-names-its-language': {
    'explains itself in who knows which language': changesErrors((error) =>
      error.withChildren([
        ...error.children.filter((child) => typeof child === 'string' || child.name !== 'text'),
        new Element('text', NS.stanzaErrors, {}, ['Leider nein']),
      ]),
    ),
  },
  '8.3.2/extends-errors-in-namespaces-of-applications': {
    'adds elements of its own to the namespace of the stream': adds(new Element('details', NS.client)),
  },
})

export const amends = amendsFor(rfc6120, {
  '8.3.2/text-names-its-language': {
    'names the language that it explains itself in': changesErrors((error) =>
      error.withChildren(
        error
          .elements()
          .map((child) => (child.name === 'text' ? child.withAttrs({ 'xml:lang': 'en' }) : child)),
      ),
    ),
  },
})
