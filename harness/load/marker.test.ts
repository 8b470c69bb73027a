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

test('a message put together from its numbers is the one that is written in words', () => {
  const count = fc.nat({ max: 2 ** 31 })
  const jid = fc.constantFrom('juliet@chat.test/load', 'jülïet@chat.test/💬')
  fc.assert(
    fc.property(count, count, fc.nat({ max: 2 ** 50 }), jid, (pair, sequence, intendedNs, to) => {
      const mark = { pair, sequence, intendedNs }
      const message = new MarkedMessage(`<message to='${to}' id='`, '</body></message>', 120)
      expect(message.text(mark)).toBe(
        `<message to='${to}' id='${pair}-${sequence}'><body>${markedBody(mark, 120)}</body></message>`,
      )
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

test('a mark of the next stanza in the same buffer is not taken for this one', () => {
  const first = '<message><body>hello</body></message>'
  const bytes = Buffer.from(`${first}<message><body>T1|1|2|3|</body></message>`)
  expect(readMark(bytes, 0, first.length)).toBeUndefined()
})
