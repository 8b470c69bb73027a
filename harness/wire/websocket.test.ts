import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acceptOf,
  clientFrame,
  serverFrame,
  upgradeKey,
  upgradeRequest,
  WebSocketError,
  WebSocketReader,
} from './websocket.ts'

function reading(key?: string) {
  const heard: string[] = []
  const reader = new WebSocketReader(
    {
      message: (bytes, start, end) => heard.push(bytes.toString('utf8', start, end)),
      ping: (payload) => heard.push(`ping ${payload}`),
      close: () => heard.push('close'),
    },
    key,
  )
  return { heard, reader }
}

function answer(key: string, changes: Readonly<Record<string, string>> = {}): string {
  const headers = {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Accept': acceptOf(key),
    'Sec-WebSocket-Protocol': 'xmpp',
    ...changes,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return ['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n')
}

test('the key of the specification is answered as it says (RFC 6455 §1.3)', () => {
  expect(acceptOf('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
})

test('a handshake asks for the subprotocol', () => {
  const request = upgradeRequest('chat.test:5280', '/xmpp-websocket', upgradeKey())
  expect(request).toMatch(/^GET \/xmpp-websocket HTTP\/1\.1\r\nHost: chat\.test:5280\r\n/)
  expect(request).toMatch(/\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n$/)
})

test('frames are read as they were written, masked or not, wherever the bytes are split', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constant('x'.repeat(200)), fc.constant('y'.repeat(70_000))), {
        maxLength: 4,
      }),
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.constantFrom(clientFrame, serverFrame),
      (texts, positions, frame) => {
        const key = upgradeKey()
        const bytes = Buffer.concat([
          Buffer.from(answer(key)),
          ...texts.map((text) => frame(Buffer.from(text))),
        ])
        const cuts = positions.map((position) => position % (bytes.length + 1)).sort((a, b) => a - b)
        const { heard, reader } = reading(key)
        const edges = [0, ...cuts, bytes.length]
        for (const [index, edge] of edges.slice(1).entries()) {
          reader.push(Buffer.from(bytes.subarray(edges[index], edge)))
        }
        expect(heard).toEqual(texts)
        expect(reader.open).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('control frames come between the fragments of a message', () => {
  const { heard, reader } = reading()
  const first = serverFrame(Buffer.from('<mess'))
  first[0] = 0x01
  reader.push(first)
  reader.push(serverFrame(Buffer.from('are you there?'), 'ping'))
  reader.push(serverFrame(Buffer.alloc(0), 'pong'))
  reader.push(serverFrame(Buffer.from('age/>'), 'continuation'))
  reader.push(serverFrame(Buffer.alloc(0), 'close'))
  expect(heard).toEqual(['ping are you there?', '<message/>', 'close'])
})

describe('an answer that opens no WebSocket for XMPP', () => {
  const key = upgradeKey()
  test.each([
    [
      'another status',
      'HTTP/1.1 404 Not Found\r\n\r\n',
      /"HTTP\/1\.1 404 Not Found" in place of HTTP\/1\.1 101/,
    ],
    ['an answer to another key', answer(key, { 'Sec-WebSocket-Accept': 'x' }), /an answer to another key/],
    [
      'no subprotocol',
      answer(key, { 'Sec-WebSocket-Protocol': 'chat' }),
      /the subprotocol chat in place of xmpp/,
    ],
  ])('%s', (_, head, message) => {
    const { reader } = reading(key)
    expect(() => reader.push(Buffer.from(head))).toThrow(message)
  })

  test('a frame of binary data', () => {
    expect(() => reading().reader.push(serverFrame(randomBytes(4), 'binary'))).toThrow(WebSocketError)
  })
})
