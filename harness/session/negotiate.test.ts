import { describe, expect, onTestFinished, test } from 'vitest'
import { NS } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { authenticate, connectC2s, mechanismsOf, openStream, prepare } from './negotiate.ts'
import { DOMAIN, FROM_SERVER, scriptedServer, streamTo } from './scripted-server.ts'

describe('prepare', () => {
  test('makes a silence inconclusive, and says what was prepared', async () => {
    const silence = new SilenceError('expected  this\nheard     that')
    const attempt = prepare('a room', () => Promise.reject(silence))
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow('could not prepare a room:\nexpected  this\nheard     that')
    await expect(attempt).rejects.toMatchObject({ cause: silence })
  })

  test('leaves every other error, and the result, as it is', async () => {
    const error = new TypeError('mine')
    await expect(prepare('a room', () => Promise.reject(error))).rejects.toBe(error)
    expect(await prepare('a room', async () => 1)).toBe(1)
  })
})

test('connectC2s hands every stream on to be closed, and needs a client port', async () => {
  const server = await scriptedServer()
  onTestFinished(() => server[Symbol.asyncDispose]())
  const tracked: WireStream[] = []
  const connection = {
    target: server.target,
    transcript: new Transcript(),
    patience: 5000,
    track: (stream: WireStream) => tracked.push(stream),
  }
  const stream = await connectC2s(connection, 'romeo')
  expect(tracked).toEqual([stream])
  stream.destroy()
  const portless = { ...connection, target: { ...server.target, endpoints: {} } }
  await expect(connectC2s(portless, 'romeo')).rejects.toThrow('the target names no client port')
})

describe('openStream', () => {
  test('asks for the domain and gives the features that are offered', async () => {
    let asked: unknown
    const stream = await streamTo(async (client) => {
      asked = (await client.header()).attrs
      client.send(FROM_SERVER, '<a/><stream:features><x/></stream:features>')
    })
    const features = await openStream(stream, DOMAIN, { from: 'romeo@chat.test', version: undefined })
    expect(features.child('x')).toBeDefined()
    expect(asked).toEqual({ to: DOMAIN, from: 'romeo@chat.test' })
  })

  test.each([
    ['closes at once', '', /heard {5}\+\d+ms {2}connection closed by the server$/],
    ['sends garbage', 'HTTP/1.1 400 Bad Request\r\n\r\n', /HTTP\/1\.1 400 Bad Request.*\[not well-formed/s],
    [
      'refuses the stream',
      `${FROM_SERVER}<stream:error><host-unknown xmlns='${NS.streamErrors}'/></stream:error>`,
      /<host-unknown/,
    ],
  ])('of a server that %s is inconclusive', async (_, says, why) => {
    const stream = await streamTo(async (client) => {
      await client.header()
      client.send(says)
      client.socket.end()
    })
    const attempt = openStream(stream, DOMAIN)
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(
      /^could not prepare a stream to chat\.test:\nexpected {2}(a stream header|stream features) at romeo within 5000 ms/,
    )
    await expect(attempt).rejects.toThrow(why)
  })
})

test.each([
  [xml`<stream:features/>`, [], 'none'],
  [xml`<stream:features><mechanisms xmlns='${NS.sasl}'/></stream:features>`, [], 'none'],
  [
    xml`<stream:features><mechanisms xmlns='${NS.sasl}'><mechanism>PLAIN</mechanism><mechanism>X</mechanism></mechanisms></stream:features>`,
    ['PLAIN', 'X'],
    'PLAIN, X',
  ],
])('nobody can log in by SCRAM where %s is offered', async (features, mechanisms, offered) => {
  expect(mechanismsOf(features)).toEqual(mechanisms)
  const stream = await streamTo(() => {})
  const account = { localpart: 'romeo', domain: DOMAIN, password: 'secret' }
  await expect(authenticate(stream, features, account)).rejects.toThrow(
    `expected SCRAM-SHA-1 or SCRAM-SHA-256, offered: ${offered}`,
  )
})
