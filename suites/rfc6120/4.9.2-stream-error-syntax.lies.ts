import { amendsFor, liesAbout, misstatesError, NS, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.9.2/has-one-defined-condition': {
    'names a condition of its own making': misstatesError(
      () => "<stream:error><wrong-number xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    ),
    'uses the name that the condition had in RFC 3920': misstatesError(
      () => "<stream:error><xml-not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    ),
    'names two conditions': misstatesError(
      () =>
        "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    ),
    'puts the condition into the namespace of stanza errors': misstatesError(
      () => "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></stream:error>",
    ),
    'says why in words alone': misstatesError(() => '<stream:error>not well-formed</stream:error>'),
  },
  '4.9.2/text-is-in-the-namespace-of-conditions': {
    'leaves the text in the content namespace': misstatesError(
      () =>
        "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xml:lang='en'>Wherefore?</text></stream:error>",
    ),
    'gives the text in two languages': misstatesError(
      () =>
        "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xml:lang='en' xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Why?</text><text xml:lang='it' xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Perché?</text></stream:error>",
    ),
  },
  '4.9.2/text-says-its-language': {
    'leaves the language of the text open': misstatesError(
      () =>
        "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Wherefore?</text></stream:error>",
    ),
  },
  '4.9.2/other-conditions-have-their-own-namespace': {
    'leaves its own condition in the content namespace': misstatesError(
      () =>
        "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><escape-your-data/></stream:error>",
    ),
    'puts its own condition into the stream namespace': misstatesError(
      () =>
        "<stream:error><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><stream:escape-your-data/></stream:error>",
    ),
  },
})

export const amends = amendsFor(rfc6120, {
  '4.9.2/text-says-its-language': {
    'says which language it speaks': rewrites({ name: 'error', ns: NS.streams }, (error) => [
      error.withChildren(
        error
          .elements()
          .map((child) => (child.name === 'text' ? child.withAttrs({ 'xml:lang': 'en' }) : child)),
      ),
    ]),
  },
})
