import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { StreamParser } from '../wire/parser.ts'
import { FramingError, StanzaFramer } from './framer.ts'

const HEADER = `<?xml version='1.0'?><stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' from="a>b">`

type Frame = readonly ['header' | 'element' | 'close', string]

function frames(chunks: readonly Buffer[]): Frame[] {
  const found: Frame[] = []
  const framer = new StanzaFramer({
    header: () => found.push(['header', '']),
    element: (bytes, start, end) => found.push(['element', bytes.toString('utf8', start, end)]),
    footer: () => found.push(['close', '']),
  })
  for (const chunk of chunks) framer.push(...inMemory(chunk))
  return found
}

/** As a socket reads: at the beginning of memory that is full of what was read before. */
function inMemory(chunk: Buffer): [Buffer, number] {
  const before = Buffer.alloc(64, `<a b='>'>"</a>`)
  return [Buffer.concat([chunk, before]), chunk.length]
}

function parsed(bytes: Buffer): Frame[] {
  return new StreamParser()
    .push(bytes)
    .map((event) => [event.kind as Frame[0], event.kind === 'element' ? event.raw : ''])
}

/** Cuts at every position named. */
function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...[...cuts].sort((left, right) => left - right), bytes.length]
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
}

const text = fc.string({
  unit: fc.constantFrom('a', 'ß', '💬', ' ', '>', '<', '/', '"', "'", '&', ']]', '|'),
})
const name = fc.constantFrom('message', 'presence', 'iq', 'body', 'x')
const attrs = fc.dictionary(fc.constantFrom('to', 'from', 'id', 'type'), text, { maxKeys: 3 })
const element = fc.letrec<{ element: Element }>((tie) => ({
  element: fc
    .tuple(name, attrs, fc.array(fc.oneof({ depthSize: 'small' }, text, tie('element')), { maxLength: 3 }))
    .map(([local, attributes, children]) => new Element(local, NS.client, attributes, children)),
})).element

const stanza = fc.oneof(
  element.map((one) => one.toString(NS.client)),
  fc.constantFrom(
    '<message><body><![CDATA[</message> <a b=">]] ]></message>]]></body></message>',
    '<a:iq xmlns:a="urn:a" b=\'"/>\'/>',
    '<message ><body\n/></message >',
    '<presence\t/>',
  ),
)
const between = fc.constantFrom('', ' ', '\n', '\r\n \t')

describe('a stream cut into its elements', () => {
  test('is the same as what the strict parser reads, wherever the bytes are split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(between, stanza), { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.constantFrom('', '</stream:stream>'),
        (stanzas, positions, close) => {
          const bytes = Buffer.from(HEADER + stanzas.flat().join('') + close)
          const cuts = positions.map((position) => position % (bytes.length + 1))
          expect(frames(split(bytes, cuts))).toEqual(parsed(bytes))
        },
      ),
      { numRuns: 300 },
    )
  })

  test.each([
    [
      'quotes, entities, CDATA and code points of several bytes',
      `<message a='>'><body>1 &gt; ß💬</body><x/></message> <iq b="/>"/><message><![CDATA[<]]></message></stream:stream>`,
    ],
    [
      'a login',
      `<stream:features><mechanisms xmlns='${NS.sasl}'><mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features><challenge xmlns='${NS.sasl}'>cj1mPT0=</challenge><success xmlns='${NS.sasl}'>dj0=</success>`,
    ],
    [
      'a chat under way',
      `<presence from='romeo@chat.test/orchard' xml:lang="en"><show>away</show><c xmlns='http://jabber.org/protocol/caps' ver='q=+/&lt;'/></presence>\n<message type='chat' id='0-1' to='juliet@chat.test/balcony'><body>T1|0|1|17|xx</body></message><r xmlns='${NS.streamManagement}'/>   <a xmlns='${NS.streamManagement}' h='3'/><iq type='result' id="ping"/>`,
    ],
    [
      'a stream that ends with an error',
      `<message/><stream:error><conflict xmlns='${NS.streamErrors}'/><text xmlns='${NS.streamErrors}'>&lt;gone/&gt;</text></stream:error></stream:stream>`,
    ],
  ])('is the same byte by byte and at every single cut: %s', (_, text) => {
    const bytes = Buffer.from(HEADER + text)
    const whole = parsed(bytes)
    expect(whole.length).toBeGreaterThan(3)
    expect(frames([...bytes].map((byte) => Buffer.from([byte])))).toEqual(whole)
    for (let cut = 0; cut <= bytes.length; cut++) expect(frames(split(bytes, [cut]))).toEqual(whole)
  })
})

describe('what has no place on a stream is refused', () => {
  test.each([
    ['a comment', '<!-- x -->'],
    ['a comment inside a stanza', '<message><!-- x --></message>'],
    ['a document type', '<!DOCTYPE a>'],
    ['a processing instruction', '<?php ?>'],
    ['text between stanzas', 'HTTP/1.1 400 Bad Request'],
    ['character data between stanzas', '<![CDATA[x]]>'],
  ])('%s', (_, bytes) => {
    expect(() => frames([Buffer.from(HEADER + bytes)])).toThrow(FramingError)
  })

  test('an answer that is not XML at all', () => {
    expect(() => frames([Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')])).toThrow(
      'character data between stanzas: "SSH-2.0-OpenSSH_9.2',
    )
  })

  test('an element without end', () => {
    const framer = new StanzaFramer({ header: () => {}, element: () => {}, footer: () => {} })
    framer.push(Buffer.from(`${HEADER}<message><body>`))
    expect(() => framer.push(Buffer.alloc(17 << 20, 'x'))).toThrow(FramingError)
  })
})
