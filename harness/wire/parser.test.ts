import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { type ParsedEvent, StreamParser } from './parser.ts'

const HEADER = `<stream:stream xmlns='jabber:client' xmlns:stream='${NS.streams}' version='1.0'>`

/** A stream with everything that may stand on one, code points of one to four bytes among it. */
const STREAM = [
  `<?xml version='1.0' encoding='UTF-8'?>\n${HEADER}`,
  "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
  ' \n ',
  "<message to='romeo@example.org' xml:lang='cs'><body>Ö 漢 𝄞 &amp; &#x1F600; \r\n ]] > </body></message>",
  "<a:x xmlns:a='urn:a' a:b='1 &lt; 2'><b xmlns='urn:b'>t<c xmlns=''/>u</b><![CDATA[<&>]]></a:x>",
  '\r\n',
  "<presence id='🎼'/>",
  '</stream:stream>',
].join('')

function read(...chunks: readonly (string | Uint8Array)[]): ParsedEvent[] {
  const parser = new StreamParser()
  return chunks.flatMap((chunk) => parser.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk))
}

/** What follows the header of a stream. */
function inStream(...chunks: readonly (string | Uint8Array)[]): ParsedEvent[] {
  const [header, ...rest] = read(HEADER, ...chunks)
  expect(header?.kind).toBe('header')
  return rest
}

function elementOf(event: ParsedEvent | undefined): Element {
  if (event?.kind !== 'element') throw new TypeError(`no element: ${JSON.stringify(event)}`)
  return event.element
}

/** The evidence of a malformed stream is what had come by then; all else must not depend on the chunks. */
function withoutEvidence(events: readonly ParsedEvent[]) {
  return events.map((event) => (event.kind === 'malformed' ? { ...event, raw: '' } : event))
}

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

describe('chunks', () => {
  const bytes = Buffer.from(STREAM)
  const whole = read(bytes)

  test('a whole stream is read as its parts', () => {
    expect(whole.map(({ kind }) => kind)).toEqual([
      'header',
      'element',
      'element',
      'element',
      'element',
      'close',
    ])
    expect(elementOf(whole[2]).child('body')?.text()).toBe('Ö 漢 𝄞 & 😀 \n ]] > ')
    expect(elementOf(whole[4]).id).toBe('🎼')
  })

  test('two chunks, split at every byte, give the same events', () => {
    for (let at = 0; at <= bytes.length; at++) {
      expect(read(bytes.subarray(0, at), bytes.subarray(at)), `split at ${at}`).toEqual(whole)
    }
  })

  test('byte by byte gives the same events', () => {
    expect(read(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole)
  })

  test('chunks of any sizes give the same events', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (places) => {
        expect(read(...cut(bytes, places))).toEqual(whole)
      }),
    )
  })

  test('an event is given by the chunk that completes it', () => {
    const parser = new StreamParser()
    expect(parser.push(Buffer.from(`${HEADER}<presence`))).toHaveLength(1)
    expect(parser.push(Buffer.from('/'))).toEqual([])
    expect(parser.push(Buffer.from('><presence/>'))).toHaveLength(2)
  })
})

describe('raw', () => {
  test('is the source text of each part, without the white space before it', () => {
    expect(read(STREAM).map(({ raw }) => raw)).toEqual([
      `<?xml version='1.0' encoding='UTF-8'?>\n${HEADER}`,
      "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
      "<message to='romeo@example.org' xml:lang='cs'><body>Ö 漢 𝄞 &amp; &#x1F600; \r\n ]] > </body></message>",
      "<a:x xmlns:a='urn:a' a:b='1 &lt; 2'><b xmlns='urn:b'>t<c xmlns=''/>u</b><![CDATA[<&>]]></a:x>",
      "<presence id='🎼'/>",
      '</stream:stream>',
    ])
  })

  test('of a malformed part is everything since the last good one', () => {
    expect(inStream("<presence/> <a x='1'></b>").at(-1)?.raw).toBe("<a x='1'></b>")
  })
})

describe('header', () => {
  test.each([
    ['with an XML declaration', `<?xml version='1.0'?>${HEADER}`],
    ['with an encoding', `<?xml version="1.0" encoding='utf-8' standalone='yes'?>${HEADER}`],
    ['without an XML declaration', HEADER],
    ['after white space', `\n${HEADER}`],
  ])('%s', (_, text) => {
    const [header, ...rest] = read(text)
    expect(header).toMatchObject({ kind: 'header', defaultNs: 'jabber:client', prefix: 'stream' })
    expect(header?.kind === 'header' && header.element).toEqual(
      new Element('stream', NS.streams, { version: '1.0' }),
    )
    expect(header?.raw).toBe(text.trimStart())
    expect(rest).toEqual([])
  })

  test('that makes the stream namespace the default one has no prefix', () => {
    const [header] = read(`<stream xmlns='${NS.streams}'>`)
    expect(header).toMatchObject({ kind: 'header', defaultNs: NS.streams, prefix: '' })
  })

  test('that is closed at once is a header and a close', () => {
    expect(read(`<stream:stream xmlns:stream='${NS.streams}'/>`).map(({ kind }) => kind)).toEqual([
      'header',
      'close',
    ])
  })

  test.each([
    ['text', 'HTTP/1.1 400 Bad Request\r\n', /non-whitespace|text data/],
    ['an undeclared prefix', "<stream:stream xmlns='jabber:client'>", /unbound namespace prefix/],
    ['an XML declaration after white space', ` <?xml version='1.0'?>${HEADER}`, /XML declaration must/],
    ['a second XML declaration', `<?xml version='1.0'?><?xml version='1.0'?>${HEADER}`, /XML declaration/],
    ['another version of XML', `<?xml version='1.1'?>${HEADER}`, /XML 1\.1/],
    ['another encoding', `<?xml version='1.0' encoding='ISO-8859-1'?>${HEADER}`, /ISO-8859-1/],
    ['attributes without quotes', '<stream:stream to=example.org>', /unquoted attribute/],
    ['a document type', `<!DOCTYPE stream>${HEADER}`, /document type/],
    ['a comment before it', `<!-- hello -->${HEADER}`, /a comment/],
    ['TLS', Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00), /./],
    ['a byte order mark', `\uFEFF${HEADER}`, /byte order mark/],
  ])('%s in place of it is malformed', (_, text, reason) => {
    const [event, ...rest] = read(text, HEADER)
    expect(event?.kind).toBe('malformed')
    expect(event?.kind === 'malformed' && event.reason).toMatch(reason)
    expect(rest).toEqual([])
  })
})

describe('elements', () => {
  test('have expanded names, whatever the prefixes', () => {
    const [first] = inStream(
      "<m:message xmlns:m='jabber:client'><x xmlns='urn:x'><y/><z xmlns=''><q:w xmlns:q='urn:q'/></z></x></m:message>",
    )
    const message = elementOf(first)
    expect(message.is('message', NS.client)).toBe(true)
    const x = message.child('x', 'urn:x')
    expect(x?.child('y', 'urn:x')).toBeDefined()
    expect(x?.child('z', '')?.child('w', 'urn:q')).toBeDefined()
  })

  test('a prefix may be declared anew further in', () => {
    const [first] = inStream("<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c/></p:b><p:d/></p:a>")
    expect(elementOf(first).toString()).toBe("<a xmlns='urn:1'><b xmlns='urn:2'><c/></b><d/></a>")
  })

  test('keep the prefixes of their attributes', () => {
    const [first] = inStream("<message xml:lang='en' id='1'/>")
    expect(elementOf(first).attrs).toEqual({ 'xml:lang': 'en', id: '1' })
  })

  test('keep the declarations that prefixed attributes need, so that they can be written again', () => {
    const [first] = inStream("<a xmlns:p='urn:p' xmlns:unused='urn:u'><b p:c='1'/></a>")
    const written = elementOf(first).toString(NS.client)
    expect(written).toBe("<a><b xmlns:p='urn:p' p:c='1'/></a>")
    expect(elementOf(inStream(written)[0])).toEqual(elementOf(first))
  })

  test('white space between them is no event', () => {
    expect(inStream(' ', '\n', '\t\r\n', '<presence/>', '  ').map(({ raw }) => raw)).toEqual(['<presence/>'])
  })

  test('text and children keep their order', () => {
    const [first] = inStream('<a>1<b/>2<![CDATA[3]]>4<c/></a>')
    expect(elementOf(first).text()).toBe('1234')
    expect(elementOf(first).toString(NS.client)).toBe('<a>1<b/>234<c/></a>')
  })

  test('the end of the stream is a close, and white space may follow', () => {
    expect(inStream('</stream:stream>', '\n')).toEqual([{ kind: 'close', raw: '</stream:stream>' }])
  })
})

describe('malformed', () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['a comment', '<a><!-- x --></a>', /restricted XML: a comment/],
    ['a processing instruction', '<a><?php x ?></a>', /restricted XML: a processing instruction/],
    ['a document type declaration', '<a><!DOCTYPE a></a>', /doctype/],
    ['an entity that is not predefined', '<a>&nbsp;</a>', /undefined entity/],
    ['an entity in an attribute', "<a b='&copy;'/>", /undefined entity/],
    ['a character reference to no character', '<a>&#0;</a>', /malformed character entity/],
    ['an undeclared prefix of an element', '<p:a/>', /unbound namespace prefix/],
    ['an undeclared prefix of an attribute', "<a p:b='1'/>", /unbound namespace prefix/],
    ['a prefix that is no longer declared', "<a><b xmlns:p='urn:p'/><p:c/></a>", /unbound namespace prefix/],
    ['tags that do not match', '<a></b>', /unexpected close tag/],
    ['tags that do not match further in', '<a><b></a></b>', /unexpected close tag/],
    ['the end of the stream inside an element', '<a></stream:stream>', /unexpected close tag/],
    ['a tag that was never opened', '</a>', /unexpected close tag/],
    ['an attribute twice', "<a b='1' b='2'/>", /duplicate attribute/],
    [
      'an attribute twice by two prefixes',
      "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>",
      /duplicate attribute/,
    ],
    ['an attribute without quotes', '<a b=1/>', /unquoted/],
    ['an attribute without a value', '<a b/>', /disallowed character in attribute name/],
    ['a less-than sign in an attribute', "<a b='<'/>", /disallowed character/],
    ['a bare ampersand', '<a>1 & 2</a>', /disallowed|entity/],
    ['the end of a CDATA section without one', '<a>]]></a>', /disallowed in char data/],
    ['NUL', '<a>\0</a>', /disallowed character/],
    ['a control character', '<a>\x1b</a>', /disallowed character/],
    ['text between stanzas', 'hello<a/>', /character data between stanzas: "hello"/],
    ['CDATA between stanzas', '<![CDATA[x]]><a/>', /character data between stanzas/],
    ['a reference between stanzas', '&amp;<a/>', /character data between stanzas/],
    ['an XML declaration', "<?xml version='1.0'?><a/>", /XML declaration|processing instruction/],
    ['a second root', '</stream:stream><a/>', /only one root/],
    ['text after the end', '</stream:stream>x', /text data outside/],
    ['a byte that UTF-8 never has', Buffer.from('<a>\xff</a>', 'latin1'), /not UTF-8: byte 0xff/],
    ['Latin-1', Buffer.from('<a>Ü</a>', 'latin1'), /not UTF-8/],
    ['an overlong code point', Uint8Array.of(0x3c, 0xc0, 0xaf), /not UTF-8: byte 0xc0/],
    ['a surrogate', Uint8Array.of(0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80), /not UTF-8: byte 0xa0/],
    ['a code point past the last one', Uint8Array.of(0x3c, 0x61, 0x3e, 0xf4, 0x90, 0x80, 0x80), /not UTF-8/],
  ]

  test.each(cases)('%s', (_, text, reason) => {
    const events = inStream('<presence/>', text)
    const last = events.at(-1)
    expect(events.filter(({ kind }) => kind === 'element').map(({ raw }) => raw)).toEqual(['<presence/>'])
    expect(last?.kind).toBe('malformed')
    expect(last?.kind === 'malformed' && last.reason).toMatch(reason)
  })

  test.each(cases)('%s: what came before it does not depend on the chunks', (_, text) => {
    const bytes = Buffer.concat([Buffer.from(`${HEADER}<presence/>`), Buffer.from(text)])
    const events = withoutEvidence(read(bytes))
    expect(withoutEvidence(read(...Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(events)
    for (let at = 0; at < bytes.length; at++) {
      expect(withoutEvidence(read(bytes.subarray(0, at), bytes.subarray(at)))).toEqual(events)
    }
  })

  test.each(cases)('%s: nothing is read after it', (_, text) => {
    const events = inStream(text, '<presence/>', '</stream:stream>')
    expect(events.at(-1)?.kind).toBe('malformed')
    expect(events.filter(({ kind }) => kind === 'malformed')).toHaveLength(1)
  })

  test('a code point may be cut off at the end of a chunk, and is missed when it is not continued', () => {
    const clef = Buffer.from('𝄞')
    expect(inStream('<a>', clef.subarray(0, 3), clef.subarray(3), '</a>')).toHaveLength(1)
    expect(inStream('<a>', clef.subarray(0, 3), '</a>')).toMatchObject([
      { kind: 'malformed', reason: 'not UTF-8: byte 0x3c', raw: '<a>' },
    ])
  })
})

describe('size', () => {
  /** Many times what it takes where time grows with the size, and a small part of it where it grows with its square. */
  const BOUND_MS = 10_000

  test(
    'time grows with the length of a text, not with its square',
    () => {
      const chunk = Buffer.from('ö'.repeat(512))
      const chunks = Array.from({ length: 16 * 1024 }, () => chunk)
      expect(inStream('<message><body>', ...chunks, '</body></message>')).toHaveLength(1)
    },
    BOUND_MS,
  )

  test(
    'time grows with the number of elements in a chunk, not with its square',
    () => expect(inStream('<presence/>'.repeat(200_000))).toHaveLength(200_000),
    BOUND_MS,
  )

  test('elements a thousand deep are read', () => {
    const [first] = inStream(`${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`)
    expect(elementOf(first).toString(NS.client)).toHaveLength(7 * 999 + 4)
  })
})
