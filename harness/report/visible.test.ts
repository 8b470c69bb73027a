import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { escapeXml } from '../core/element.ts'
import { visible } from './visible.ts'

describe('what misleads becomes a visible sign', () => {
  test.each([
    ['escape sequences of a terminal', '\u001b[31mred', '␛[31mred'],
    ['null and delete', '\u0000\u007f', '␀␡'],
    ['carriage return', 'a\rb', 'a␍b'],
    ['C1 controls', '\u009b31m', '\\u009b31m'],
    ['bidirectional controls', '\u202egnp.exe', '\\u202egnp.exe'],
    ['a lone surrogate', '\ud800!', '\ufffd!'],
    ['noncharacters', '\uffff', '\ufffd'],
  ])('%s', (_, text, expected) => {
    expect(visible(text)).toBe(expected)
  })
})

test('ordinary text stays: line feeds, tabs, letters of every script, emoji', () => {
  const text = 'a\n\tb é 日本 🎭 <>&'
  expect(visible(text)).toBe(text)
})

test('any text at all can then stand in XML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (raw, text) => {
      const parser = new SaxesParser()
      let read = ''
      parser.on('text', (part) => {
        read += part
      })
      parser.write(`<a>${escapeXml(visible(`${raw}${text}`))}</a>`).close()
      expect(read).toBe(visible(`${raw}${text}`))
    }),
  )
})
