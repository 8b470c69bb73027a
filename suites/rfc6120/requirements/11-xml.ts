import type { Requirements } from '#catalogue'

export const xml = {
  '11.1/closes-on-restricted-xml': {
    level: 'MUST',
    covers: ['rfc6120-11.1-3'],
    says: 'comments, processing instructions, document types and entity references close the stream with an error',
  },
  '11.1/names-restricted-xml': {
    level: 'SHOULD',
    covers: ['rfc6120-11.1-3'],
    says: 'a stream that uses restricted features of XML is closed with restricted-xml',
  },
  '11.1/expands-no-entities': {
    level: 'MUST',
    covers: ['rfc6120-11.1-3'],
    says: 'a reference to an entity of the client is refused, not replaced',
  },
  '11.1/sends-no-restricted-xml': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.1-2'],
    says: 'text that looks like a comment, a processing instruction or a reference is delivered as text',
  },
  '11.3/server-sends-well-formed-xml': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.3-1'],
    says: 'what the server sends is well-formed XML, whatever text and attributes it has to carry',
  },
  '11.3/server-sends-declared-prefixes': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.3-3'],
    says: 'what the server sends is well-formed as XML with namespaces, whatever prefixes it has received',
  },
  '11.3/refuses-what-is-not-well-formed': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.3-2'],
    says: 'what is not well-formed closes the stream with not-well-formed',
  },
  '11.3/refuses-what-is-not-namespace-well-formed': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.3-4'],
    says: 'what is not namespace-well-formed is answered by not-acceptable or closes the stream with not-well-formed',
  },
  '11.3/delivers-nothing-malformed': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.3-4'],
    says: 'what is not namespace-well-formed reaches nobody else',
  },
  '11.5/server-sends-an-xml-declaration': {
    level: 'SHOULD',
    covers: ['rfc6120-11.5-1'],
    says: 'an XML declaration stands before the header of the server',
  },
  '11.5/declaration-is-as-xml-has-it': {
    level: 'MUST',
    covers: ['rfc6120-11.5-2'],
    says: 'the XML declaration of the server is the very first of its stream and names XML 1.0 and no encoding but UTF-8',
  },
  '11.5/declaration-is-not-standalone': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.5-3'],
    says: 'the XML declaration of the server says nothing about standing alone',
  },
  '11.5/copes-with-standalone': {
    level: 'MUST',
    covers: ['rfc6120-11.5-4'],
    says: 'a client that declares that its stream does not stand alone is served as any other or refused with an error',
  },
  '11.6/carries-utf-8': {
    level: 'MUST',
    covers: ['rfc6120-11.6-1'],
    says: 'characters of one to four bytes arrive as they were sent, wherever they were cut on the way',
  },
  '11.6/closes-on-another-encoding': {
    level: 'MUST',
    covers: ['rfc6120-11.6-3', 'rfc6120-11.6-2'],
    says: 'a stream that is not in UTF-8 is closed with an error',
  },
  '11.6/names-the-unsupported-encoding': {
    level: 'SHOULD',
    covers: ['rfc6120-11.6-3'],
    says: 'a stream that declares another encoding is closed with unsupported-encoding',
  },
  '11.6/server-sends-no-byte-order-mark': {
    level: 'MUST NOT',
    covers: ['rfc6120-11.6-4'],
    says: 'the stream of the server does not begin with a byte order mark',
  },
  '11.6/no-byte-order-mark-is-read': {
    level: 'MUST',
    covers: ['rfc6120-11.6-5'],
    says: 'U+FEFF is a character like any other, delivered inside a text and refused before the header',
  },
  '11.7/accepts-whitespace-between-stanzas': {
    level: 'MAY',
    covers: ['rfc6120-11.7-1'],
    says: 'white space between stanzas changes nothing',
  },
} as const satisfies Requirements<'rfc6120'>
