import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MarkedMessage, markedBody, readMark } from './marker.ts'

function read(text: string) {
  const bytes = Buffer.from(text)
  return readMark(bytes, 0, bytes.length)
}

test('a mark is read back from any message', () => {
  const count = fc.nat({ max: 2 ** 31 })
  fc.assert(
    fc.property(count, count, fc.nat({ max: 2 ** 50 }), (pair, sequence, intendedNs) => {
      const mark = { pair, sequence, intendedNs }
      expect(read(`<message to='a@b/c'><body>${markedBody(mark, 120)}</body></message>`)).toEqual(mark)
    }),
  )
})

test('a message keeps its length and its words whatever its numbers are', () => {
  const count = fc.nat({ max: 2 ** 31 })
  const jid = fc.constantFrom('juliet@chat.test/load', 'jülïet@chat.test/💬')
  fc.assert(
    fc.property(count, count, fc.nat({ max: 2 ** 50 }), jid, (pair, sequence, intendedNs, to) => {
      const head = `<message to='${to}' id='`
      const message = new MarkedMessage(head, pair, '</body></message>', 120)
      message.text(2 ** 31, 2 ** 50)
      const text = message.text(sequence, intendedNs)
      const count = String(sequence).padStart(10, '0')
      const body = `T1|${pair}|${count}|${String(intendedNs).padStart(16, '0')}|`.padEnd(120, 'x')
      expect(text).toBe(`${head}${pair}-${count}'><body>${body}</body></message>`)
      expect(read(text)).toEqual({ pair, sequence, intendedNs })
    }),
  )
})

test('a body has the length asked for', () => {
  expect(markedBody({ pair: 1, sequence: 2, intendedNs: 3 }, 100)).toHaveLength(100)
})

test.each([
  '<message><body>hello</body></message>',
  '<message><body>T1|1|2</body></message>',
  '<message><body>T1|1|x|3|</body></message>',
  '<message><body>T1||2|3|</body></message>',
])('%s carries none', (text) => {
  expect(read(text)).toBeUndefined()
})

test.each([
  "<message from='a@b/c'><subject>first</subject><body>T1|1|2|3|</body></message>",
  `<message from="a>b"><body>T1|1|2|3|</body></message>`,
])('%s carries one, too', (text) => {
  expect(read(text)).toEqual({ pair: 1, sequence: 2, intendedNs: 3 })
})

test('a mark of the next stanza in the same buffer is not taken for this one', () => {
  const first = '<message><body>hello</body></message>'
  const bytes = Buffer.from(`${first}<message><body>T1|1|2|3|</body></message>`)
  expect(readMark(bytes, 0, first.length)).toBeUndefined()
})
