import { expect, test } from 'vitest'
import { webAddress } from './web-address.ts'

test.each([
  ['https://xmpp.org/extensions/xep-0045.html#enter', 'https://xmpp.org/extensions/xep-0045.html#enter'],
  ['http://example.org/a b', 'http://example.org/a%20b'],
  [`https://example.org/")'>(`, 'https://example.org/%22%29%27%3E%28'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,<script>', undefined],
  ['/relative', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(webAddress(text)).toBe(expected)
})
