import { expect, test } from 'vitest'
import { shownRequest, shownResponse } from './shown.ts'

test('a request is one line, its text in full', () => {
  const body = Buffer.from('Wherefore\nart thou?')
  const request = { method: 'PUT', url: 'https://upload.test/a', headers: { 'content-length': '19' }, body }
  expect(shownRequest(request)).toBe('PUT https://upload.test/a | content-length: 19 | Wherefore⏎art thou?')
  expect(shownRequest({ method: 'GET', url: 'https://upload.test/a' })).toBe('GET https://upload.test/a')
})

test.each([
  ['is no text', Buffer.from([0, 1, 2])],
  ['is long', Buffer.alloc(501, 'x')],
])('of a body that %s stands its length', (_, body) => {
  expect(shownResponse({ status: 200, headers: {}, body })).toBe(`200 | [${body.length} bytes]`)
})
