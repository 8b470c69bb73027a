import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Element, NS } from '../core/element.ts'
import { mechanismsOf, openStream, scram, secureStream } from '../session/negotiate.ts'
import { DOMAIN, type InPlace, scriptedServer } from '../session/scripted-server.ts'
import { createAuthority, type ServerCertificate } from '../wire/certificates.ts'
import { type ChannelBinding, clientFinal, clientFirst } from '../wire/scram.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { type Lie, rewrites } from './lie.ts'
import { startLyingServer } from './lying-server.ts'

const account = { localpart: 'romeo', password: 'secret' }
const honest: Lie = () => ({})
let certificate: ServerCertificate
beforeAll(async () => {
  certificate = await (await createAuthority()).issue([DOMAIN])
})

/** A stream under TLS to a liar before a server, nobody logged in; what the server was told of SASL. */
async function securedStream(
  lie: Lie = honest,
  inPlace: InPlace = () => undefined,
): Promise<{ stream: WireStream; atServer: Element[] }> {
  const atServer: Element[] = []
  const server = await scriptedServer((said, ...rest) => {
    if (said.ns === NS.sasl) atServer.push(said)
    return inPlace(said, ...rest)
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const liar = await startLyingServer(server.target, { ...certificate, ofDomain: certificate }, lie, {
    passwordOf: (name) => (name === 'romeo' ? 'secret' : undefined),
    certificates: [],
  })
  onTestFinished(() => liar[Symbol.asyncDispose]())
  const endpoint = liar.info.endpoints.c2s ?? { host: '', port: 0 }
  const stream = await WireStream.connect({
    name: 'romeo',
    endpoint,
    transcript: new Transcript(),
    patience: 5000,
  })
  onTestFinished(() => stream.destroy())
  await openStream(stream, DOMAIN)
  const features = await secureStream(stream, DOMAIN, liar.info)
  expect(mechanismsOf(features)).toEqual(['SCRAM-SHA-1'])
  return { stream, atServer }
}

function bindingOf(stream: WireStream, type: 'tls-exporter' | 'tls-server-end-point'): ChannelBinding {
  return { flag: 'p', type, data: stream.channelBinding(type) }
}

const auth = (mechanism: string, text: string) =>
  xml`<auth xmlns='${NS.sasl}' mechanism='${mechanism}'>${Buffer.from(text).toString('base64')}</auth>`
const response = (text: string) =>
  xml`<response xmlns='${NS.sasl}'>${Buffer.from(text).toString('base64')}</response>`

/** The condition of the failure that the exchange ends with. */
async function failureOf(stream: WireStream): Promise<string | undefined> {
  const failure = await stream.nextElement()
  expect(failure.is('failure', NS.sasl)).toBe(true)
  return failure.elements()[0]?.name
}

describe('SCRAM-SHA-1-PLUS through the proxy', () => {
  test.each(['tls-exporter', 'tls-server-end-point'] as const)(
    'by %s logs the client in, and the proxy at the server',
    async (type) => {
      const { stream, atServer } = await securedStream()
      await scram(stream, 'SHA-1', 'SCRAM-SHA-1-PLUS', account, bindingOf(stream, type))
      stream.restart()
      const features = await openStream(stream, DOMAIN)
      expect(features.child('bind', NS.bind)).toBeDefined()
      expect(atServer.map(({ attrs }) => attrs['mechanism'])).toEqual(['SCRAM-SHA-1'])
    },
  )

  test('has no channel that is unique under TLS 1.3, as no server has', async () => {
    const { stream } = await securedStream()
    const start = clientFirst('romeo', { flag: 'p', type: 'tls-unique', data: Buffer.alloc(12) })
    stream.send(auth('SCRAM-SHA-1-PLUS', start.message))
    const serverFirst = Buffer.from((await stream.nextElement()).text(), 'base64').toString()
    stream.send(response(clientFinal('SHA-1', 'secret', start, serverFirst).message))
    expect(await failureOf(stream)).toBe('not-authorized')
  })

  test('does not depend on how the bytes come', async () => {
    const { stream, atServer } = await securedStream()
    const start = clientFirst('romeo', bindingOf(stream, 'tls-exporter'))
    for (const character of auth('SCRAM-SHA-1-PLUS', start.message).toString(NS.client))
      stream.send(character)
    const challenge = await stream.nextElement()
    const serverFirst = Buffer.from(challenge.text(), 'base64').toString()
    for (const character of response(clientFinal('SHA-1', 'secret', start, serverFirst).message).toString(
      NS.client,
    )) {
      stream.send(character)
    }
    expect((await stream.nextElement()).name).toBe('success')
    expect(atServer).toHaveLength(1)
  })

  test('may be lied about: the challenge, the success', async () => {
    const { stream } = await securedStream(
      rewrites({ name: 'success' }, () => [new Element('failure', NS.sasl)]),
    )
    await expect(
      scram(stream, 'SHA-1', 'SCRAM-SHA-1-PLUS', account, bindingOf(stream, 'tls-exporter')),
    ).rejects.toThrow(/to succeed, got <failure/)
  })

  test('leaves mechanisms that nobody knows to the server', async () => {
    const { stream, atServer } = await securedStream(honest, (said) =>
      said.is('auth') ? [`<failure xmlns='${NS.sasl}'><invalid-mechanism/></failure>`] : undefined,
    )
    for (const mechanism of ['SCRAM-SHA-512-PLUS', 'SCRAM-SHA-1 SCRAM-SHA-1-PLUS']) {
      stream.send(auth(mechanism, 'hello'))
      expect(await failureOf(stream)).toBe('invalid-mechanism')
    }
    expect(atServer).toHaveLength(2)
  })

  test('leaves SCRAM without channel binding to the server', async () => {
    const { stream, atServer } = await securedStream()
    await scram(stream, 'SHA-1', 'SCRAM-SHA-1', account, { flag: 'n' })
    expect(atServer.map(({ name }) => name)).toEqual(['auth'])
  })

  describe('is refused', () => {
    const exporter = (stream: WireStream) => bindingOf(stream, 'tls-exporter')
    const wrong = { flag: 'p', type: 'tls-exporter', data: Buffer.alloc(32) } as const

    test.each<[string, (stream: WireStream) => ChannelBinding]>([
      ['with the data of another connection', () => wrong],
      [
        'with a type that nobody knows',
        (stream) => ({ ...exporter(stream), flag: 'p', type: 'tls-odd', data: Buffer.alloc(1) }),
      ],
      ['without channel binding', () => ({ flag: 'n' })],
      ['by a client that says it saw no offer', () => ({ flag: 'y' })],
    ])('%s', async (_, binding) => {
      const { stream, atServer } = await securedStream()
      await expect(scram(stream, 'SHA-1', 'SCRAM-SHA-1-PLUS', account, binding(stream))).rejects.toThrow(
        /to succeed, got <failure .*<not-authorized\/>/,
      )
      expect(atServer).toEqual([])
    })

    test('to a wrong password, and to nobody', async () => {
      const { stream } = await securedStream()
      const attempt = (localpart: string, password: string) =>
        scram(stream, 'SHA-1', 'SCRAM-SHA-1-PLUS', { localpart, password }, exporter(stream))
      await expect(attempt('romeo', 'guess')).rejects.toThrow(/<not-authorized\/>/)
      await expect(attempt('nobody', 'secret')).rejects.toThrow(/<not-authorized\/>/)
      await attempt('romeo', 'secret')
    })

    test('with another nonce', async () => {
      const { stream } = await securedStream()
      const start = clientFirst('romeo', exporter(stream))
      stream.send(auth('SCRAM-SHA-1-PLUS', start.message))
      const challenge = Buffer.from((await stream.nextElement()).text(), 'base64').toString()
      const finish = clientFinal('SHA-1', 'secret', start, challenge)
      stream.send(response(finish.message.replace(/,r=/, ',r=x')))
      expect(await failureOf(stream)).toBe('not-authorized')
    })

    test('when it makes no sense', async () => {
      const { stream } = await securedStream()
      stream.send(auth('SCRAM-SHA-1-PLUS', 'hello'))
      expect(await failureOf(stream)).toBe('malformed-request')
    })

    test('when the client gives up', async () => {
      const { stream } = await securedStream()
      stream.send(auth('SCRAM-SHA-1-PLUS', clientFirst('romeo', exporter(stream)).message))
      expect((await stream.nextElement()).name).toBe('challenge')
      stream.send(xml`<abort xmlns='${NS.sasl}'/>`)
      expect(await failureOf(stream)).toBe('aborted')
    })

    test.each<[string, InPlace, string]>([
      ['refuses', () => [new Element('failure', NS.sasl)], 'not-authorized'],
      [
        'challenges with nonsense',
        () => [new Element('challenge', NS.sasl, {}, ['????'])],
        'temporary-auth-failure',
      ],
    ])('when the server %s', async (_, inPlace, condition) => {
      const { stream } = await securedStream(honest, (said, ...rest) =>
        said.is('auth') ? inPlace(said, ...rest) : undefined,
      )
      await expect(scram(stream, 'SHA-1', 'SCRAM-SHA-1-PLUS', account, exporter(stream))).rejects.toThrow(
        new RegExp(`to succeed, got <failure .*<${condition}/>`),
      )
    })
  })
})
