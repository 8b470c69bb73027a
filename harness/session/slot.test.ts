import { expect, test } from 'vitest'
import { xml } from '../wire/xml.ts'
import { slotIn, slotRequest } from './slot.ts'

test('a request says of a file what is known of it', () => {
  expect(slotRequest('upload.test', { filename: 'moon.png', size: 5 })).toEqual(
    xml`<iq type='get' to='upload.test'><request xmlns='urn:xmpp:http:upload:0' filename='moon.png' size='5'/></iq>`,
  )
  expect(slotRequest('upload.test', { filename: 'moon.png' }).child('request')?.attrs).toEqual({
    filename: 'moon.png',
  })
})

test('a slot is two addresses and the headers of the first', () => {
  const answer = xml`<iq type='result'><slot xmlns='urn:xmpp:http:upload:0'>
    <put url='https://upload.test/p'><header name='Authorization'>Bearer x</header></put>
    <get url='https://upload.test/g'/>
  </slot></iq>`
  expect(slotIn(answer)).toMatchObject({
    put: 'https://upload.test/p',
    get: 'https://upload.test/g',
    headers: { Authorization: 'Bearer x' },
  })
})

test.each([
  ['an error', xml`<iq type='error'><slot xmlns='urn:example:other'/></iq>`],
  [
    'a slot without an address to fetch',
    xml`<iq type='result'><slot xmlns='urn:xmpp:http:upload:0'><put url='https://upload.test/p'/></slot></iq>`,
  ],
])('%s holds none', (_, answer) => expect(slotIn(answer)).toBeUndefined())
