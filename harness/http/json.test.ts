import { describe, expect, test } from 'vitest'
import { jsonOf, jsonRequest } from './json.ts'

const request = { url: 'https://chat.test/api', method: 'PUT' }

describe('a request', () => {
  test('carries its token and its JSON', () => {
    expect(jsonRequest({ ...request, token: 'abc', json: { name: 'Róméo' } })).toEqual({
      ...request,
      headers: {
        accept: 'application/json',
        authorization: 'Bearer abc',
        'content-type': 'application/json',
        'content-length': '18',
      },
      body: Buffer.from('{"name":"Róméo"}'),
    })
  })

  test('without token and body says neither', () => {
    expect(jsonRequest(request)).toEqual({
      ...request,
      headers: { accept: 'application/json', 'content-length': '0' },
    })
  })

  test('says null, which is not nothing', () => {
    expect(jsonRequest({ ...request, json: null }).body).toEqual(Buffer.from('null'))
  })

  test('sends what is no JSON as it is, under the name that its headers give', () => {
    const sent = jsonRequest({
      ...request,
      json: { a: 1 },
      body: Buffer.from('{'),
      headers: { 'content-type': 'text/plain' },
    })
    expect([sent.body, sent.headers?.['content-type'], sent.headers?.['content-length']]).toEqual([
      Buffer.from('{'),
      'text/plain',
      '1',
    ])
  })
})

describe('an answer', () => {
  const saying = (type: string, body: string) => ({
    status: 200,
    headers: type === '' ? {} : { 'content-type': type },
    body: Buffer.from(body),
  })

  test.each(['application/json', 'Application/JSON; charset=utf-8', 'application/problem+json'])(
    'of type %s is read',
    (type) => expect(jsonOf(saying(type, '{"a":[1]}'))).toEqual({ a: [1] }),
  )

  test.each([
    ['', '{}'],
    ['text/html', '{}'],
    ['application/jsonp', '{}'],
    ['application/json', '{"a":'],
    ['application/json', ''],
  ])('of type "%s" that says "%s" is none', (type, body) => {
    expect(jsonOf(saying(type, body))).toBeUndefined()
  })
})
