import { describe, expect, test } from 'vitest'
import { NS } from '../core/element.ts'
import { FROM_SERVER, streamTo } from '../session/scripted-server.ts'
import type { WireStream } from '../wire/stream.ts'
import { invariantIds, violations } from './invariants.ts'

const BOUND = `<iq type='result' id='bind'><bind xmlns='${NS.bind}'><jid>Romeo@chat.test/orchard</jid></bind></iq>`
const item = (...inside: string[]) =>
  `<iq type='error' id='1'><error type='cancel'>${inside.join('')}</error></iq>`
const condition = (name: string) => `<${name} xmlns='${NS.stanzaErrors}'/>`
const STREAM_ERROR = `<stream:error><conflict xmlns='${NS.streamErrors}'/></stream:error>`

/** A stream on which a client said the one, then a server the other and no more. */
async function streamOf(said: string, heard: string): Promise<WireStream> {
  const stream = await streamTo(async (client) => {
    await client.bytes(Buffer.byteLength(said))
    client.send(FROM_SERVER, heard)
    client.socket.end()
  })
  stream.send(said)
  await stream.closed()
  return stream
}

const asked = "<iq id='bind'/><iq id='1'/>"

describe('what a server may say', () => {
  test.each([
    ['nothing', ''],
    [
      'stanzas to the full JID, to the bare one, to none',
      `${BOUND}<message to='Romeo@chat.test/orchard'/><message to='Romeo@chat.test'/><presence/>`,
    ],
    ['a stanza to a resource that is gone', `${BOUND}<message to='Romeo@chat.test/balcony'/>`],
    ['a stanza to the address in another spelling', `${BOUND}<message to='romeo@chat.test'/>`],
    ['stanzas to whatever address before a resource is bound', "<message to='juliet@chat.test'/>"],
    ['an answer to each request', `${BOUND}<iq type='result' id='1'/>`],
    ['a request of its own', "<iq type='set' id='push'/><iq type='get' id='push'/>"],
    ['an error', item(condition('forbidden'))],
    [
      'an error with a text and a condition of the application',
      item(condition('forbidden'), condition('text'), "<x xmlns='urn:x'/>"),
    ],
    [
      'what is no stanza, whatever it has',
      `<a to='juliet@chat.test' type='error'/><success xmlns='${NS.sasl}'/>`,
    ],
    ['a stream error and the end of the stream', `${STREAM_ERROR}</stream:stream>`],
    ['TLS after it agreed to it', `<proceed xmlns='${NS.tls}'/>\x16\x03\x01<`],
  ])('%s', async (_, heard) => {
    expect(violations(await streamOf(asked, heard))).toEqual([])
  })
})

test('an error with an empty id answers a request that had none', async () => {
  const refusal = item(condition('bad-request')).replace(/ id='[^']*'/, " id=''")
  expect(violations(await streamOf("<iq type='get'/>", refusal))).toEqual([])
})

describe('what a server may not say', () => {
  test.each<[string, string, keyof typeof invariantIds, RegExp]>([
    [
      'what is not well-formed',
      '<message></presence>',
      'wellFormed',
      /^expected {2}well-formed XML, as RFC 6120 §11 allows it\nheard {5}romeo .*\[not well-formed: unexpected close tag\.\]$/,
    ],
    ['what is not UTF-8 by name', '<a>\0</a>', 'wellFormed', /disallowed character/],
    [
      'a stanza to another account',
      `${BOUND}<message to='juliet@chat.test'/>`,
      'addressed',
      /^expected {2}stanzas to Romeo@chat\.test, with or without a resource\nheard {5}romeo \+\d+ms {2}<message to='juliet@chat\.test'\/>$/,
    ],
    ['a stanza to the domain', `${BOUND}<message to='chat.test'/>`, 'addressed', /stanzas to Romeo/],
    ['an iq without an id', "<iq type='get'/>", 'iqSyntax', /an iq with an id and one of the four types/],
    ['an iq without a type', "<iq id='1'/>", 'iqSyntax', /an iq with an id/],
    ['an iq of an unknown type', "<iq id='1' type='fetch'/>", 'iqSyntax', /an iq with an id/],
    [
      'an answer that nobody asked for',
      "<iq type='result' id='2'/>",
      'iqAnswered',
      /an answer only to an iq that was sent, and one answer/,
    ],
    [
      'two answers to one request',
      "<iq type='result' id='1'/><iq type='error' id='1'><error type='wait'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      'iqAnswered',
      /and one answer/,
    ],
    [
      'an error without an error',
      "<message type='error'/>",
      'errorSyntax',
      /an <error\/> with a known type and exactly one defined condition/,
    ],
    [
      'two errors',
      "<message type='error'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error><error type='cancel'/></message>",
      'errorSyntax',
      /an <error/,
    ],
    ['an error without a condition', item(condition('text')), 'errorSyntax', /an <error/],
    [
      'an error with two conditions',
      item(condition('gone'), condition('forbidden')),
      'errorSyntax',
      /an <error/,
    ],
    [
      'an error with a condition that is not defined',
      item(condition('payment-required')),
      'errorSyntax',
      /an <error/,
    ],
    [
      'an error without a type',
      `<presence type='error'><error>${condition('gone')}</error></presence>`,
      'errorSyntax',
      /an <error/,
    ],
    [
      'an error of an unknown type',
      `<presence type='error'><error type='fatal'>${condition('gone')}</error></presence>`,
      'errorSyntax',
      /an <error/,
    ],
    [
      'a stanza after a stream error',
      `${STREAM_ERROR}<presence/>`,
      'closesAfterError',
      /nothing but the end of the stream after a stream error/,
    ],
  ])('%s', async (_, heard, name, message) => {
    const found = violations(await streamOf(asked, heard))
    expect(found.map(({ requirement }) => requirement)).toEqual([invariantIds[name]])
    expect(found[0]?.message).toMatch(message)
  })

  test('each is found, in order', async () => {
    const found = violations(await streamOf('', `<iq/>${STREAM_ERROR}<iq type='result' id='9'/>`))
    expect(found.map(({ requirement }) => requirement)).toEqual([
      invariantIds.iqSyntax,
      invariantIds.closesAfterError,
      invariantIds.iqAnswered,
    ])
  })

  test('an id that was used twice may be answered twice, and no more', async () => {
    const twice = "<iq id='1'/><iq id='1'/>"
    const answer = "<iq type='result' id='1'/>"
    expect(violations(await streamOf(twice, answer + answer))).toEqual([])
    expect(violations(await streamOf(twice, answer + answer + answer))).toHaveLength(1)
  })
})
