import { expect, test } from 'vitest'
import { Transcript } from './transcript.ts'
import { xml } from './xml.ts'

test('lines stand in order, each with milliseconds, whose connection and direction', () => {
  const transcript = new Transcript()
  transcript.noted('romeo/orchard', 'connected to 127.0.0.1:5222')
  transcript.sent('romeo/orchard', '<presence/>')
  transcript.received('juliet/balcony', '<message/>')

  const lines = transcript.toString().split('\n')
  expect(lines.map((line) => line.replace(/^\+\d+ms +/, ''))).toEqual([
    'romeo/orchard · connected to 127.0.0.1:5222',
    'romeo/orchard → <presence/>',
    'juliet/balcony ← <message/>',
  ])
  expect(lines.every((line) => /^\+\d+ms {2,}/.test(line))).toBe(true)
})

test('milliseconds count from when it began', () => {
  const transcript = new Transcript(performance.now() - 1500)
  expect(transcript.now()).toBeGreaterThanOrEqual(1500)
  transcript.sent('romeo', '<presence/>')
  expect(transcript.toString()).toMatch(/^\+15\d\dms /)
})

const secret = `p&ss<w'rd ü`
const base64 = (text: string) => Buffer.from(text).toString('base64')

test.each([
  ['as it is', `password ${secret}`, 'password [hidden]'],
  ['in base64', `<a>${base64(secret)}</a>`, '<a>[hidden]</a>'],
  [
    'in SASL PLAIN',
    `<auth mechanism='PLAIN'>${base64(`\0romeo\0${secret}`)}</auth>`,
    "<auth mechanism='PLAIN'>[hidden]</auth>",
  ],
  ['in a response', `<response>${base64(`\0romeo\0${secret}`)}</response>`, '<response>[hidden]</response>'],
  [
    'in an element',
    xml`<password>${secret}</password>`.toString('jabber:client'),
    '<password>[hidden]</password>',
  ],
  ['twice', `${secret} ${secret}`, '[hidden] [hidden]'],
])('a secret is hidden %s', (_, text, shown) => {
  const transcript = new Transcript()
  transcript.hide(secret)
  transcript.sent('romeo', text)
  expect(transcript.toString()).toMatch(/ms +romeo → /)
  expect(transcript.toString().replace(/^.* → /, '')).toBe(shown)
})

test('a secret is hidden in what was written before it was known', () => {
  const transcript = new Transcript()
  transcript.received('romeo', 'open sesame')
  transcript.hide('sesame')
  expect(transcript.toString()).toContain('open [hidden]')
})

test('base64 of no secret, and everything while there is none, is shown', () => {
  const transcript = new Transcript()
  transcript.hide('')
  transcript.hide('sesame')
  const text = `<challenge>${base64('r=abc,s=QSXCR+Q6sek8bf92,i=4096')}</challenge>`
  transcript.received('romeo', text)
  expect(transcript.toString()).toContain(text)
})
