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
  for (const chunk of chunks) framer.push(chunk)
  return found
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

  test('is the same byte by byte and at every single cut', () => {
    const bytes = Buffer.from(
      `${HEADER}<message a='>'><body>1 &gt; ß💬</body><x/></message> <iq b="/>"/><message><![CDATA[<]]></message></stream:stream>`,
    )
    const whole = parsed(bytes)
    expect(whole).toHaveLength(5)
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
