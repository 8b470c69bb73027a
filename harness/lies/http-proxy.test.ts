import { once } from 'node:events'
import type http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { InconclusiveError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { exchange, type HttpResponse } from '../http/exchange.ts'
import { createAuthority, type ServerCertificate } from '../wire/certificates.ts'
import type { Hooks } from './lie.ts'
import { type LyingServer, startLyingServer } from './lying-server.ts'

const AUTHORITY = 'upload.chat.test:5281'
let certificate: ServerCertificate
beforeAll(async () => {
  certificate = await (await createAuthority()).issue(['upload.chat.test'])
})

/** Says what it was asked. */
const echo: http.RequestListener = (incoming, outgoing) => {
  buffer(incoming).then((body) => {
    const { method, url, headers } = incoming
    outgoing.setHeader('content-type', 'application/json').setHeader('x-two', ['1', '2'])
    outgoing.end(
      JSON.stringify({ method, url, host: headers.host, odd: headers['x-odd'], body: String(body) }),
    )
  }, outgoing.destroy)
}

async function lyingBefore(hooks: Hooks, listener = echo): Promise<LyingServer> {
  const server = https.createServer({ cert: certificate.certificatePem, key: certificate.keyPem }, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const endpoint = { host: '127.0.0.1', port: (server.address() as net.AddressInfo).port }
  const target: TargetInfo = {
    provider: 'external',
    domain: 'chat.test',
    hosts: [],
    endpoints: { https: endpoint },
    connectTo: { [AUTHORITY]: endpoint },
    services: {},
    capabilities: [],
    trust: { caPem: certificate.caPem },
    software: { name: 'scripted', version: '1' },
    path: 'loopback',
  }
  const liar = await startLyingServer(target, { ...certificate, ofDomain: certificate }, () => hooks, {
    passwordOf: () => undefined,
    certificates: [],
  })
  onTestFinished(() => liar[Symbol.asyncDispose]())
  return liar
}

function ask(liar: LyingServer, method = 'PUT'): Promise<HttpResponse> {
  return exchange(liar.info, {
    url: `https://${AUTHORITY}/a/b?c=d`,
    method,
    headers: { 'x-odd': '1' },
    ...(method === 'PUT' ? { body: Buffer.from('ü') } : {}),
    patience: 2000,
  })
}

const asked = { method: 'PUT', url: '/a/b?c=d', host: AUTHORITY, odd: '1', body: 'ü' }

test('a lie that says nothing about HTTP leaves HTTP alone', async () => {
  const liar = await lyingBefore({ toClient: () => undefined })
  const answer = await ask(liar)
  expect(JSON.parse(String(answer.body))).toEqual(asked)
  expect(liar.info.connectTo[AUTHORITY]).toEqual(liar.info.endpoints.https)
})

describe('a lie that listens to HTTP', () => {
  const attentive: Hooks = { httpToServer: () => undefined, httpToClient: () => undefined }

  test('and has nothing to say changes nothing', async () => {
    const liar = await lyingBefore(attentive)
    const answer = await ask(liar)
    expect(JSON.parse(String(answer.body))).toEqual(asked)
    expect([answer.status, answer.headers['content-type'], answer.headers['x-two']]).toEqual([
      200,
      'application/json',
      '1, 2',
    ])
    expect(liar.told()).toBe(false)
  })

  test('passes on what has no body: HEAD, 204, 304', async () => {
    const liar = await lyingBefore(attentive, (incoming, outgoing) => {
      if (incoming.method === 'HEAD') outgoing.writeHead(200, { 'content-length': 5 }).end()
      else outgoing.writeHead(incoming.method === 'GET' ? 304 : 204).end()
    })
    const answers = [await ask(liar, 'HEAD'), await ask(liar, 'GET'), await ask(liar, 'DELETE')]
    expect(
      answers.map(({ status, headers, body }) => [status, headers['content-length'], body.length]),
    ).toEqual([
      [200, '5', 0],
      [304, undefined, 0],
      [204, undefined, 0],
    ])
  })

  test('changes the request', async () => {
    const liar = await lyingBefore({
      httpToServer: (request) => ({ ...request, path: '/other', body: Buffer.from('changed, and longer') }),
    })
    expect(JSON.parse(String((await ask(liar)).body))).toEqual({
      ...asked,
      url: '/other',
      body: 'changed, and longer',
    })
    expect(liar.told()).toBe(true)
  })

  test('answers in place of the server', async () => {
    let reached = false
    const liar = await lyingBefore(
      { httpToServer: () => ({ status: 418, headers: { 'x-lie': 'yes' }, body: Buffer.from('no') }) },
      () => {
        reached = true
      },
    )
    const answer = await ask(liar)
    expect([answer.status, answer.headers['x-lie'], String(answer.body), reached]).toEqual([
      418,
      'yes',
      'no',
      false,
    ])
    expect(liar.told()).toBe(true)
  })

  test('changes the answer, and knows what was asked', async () => {
    const liar = await lyingBefore({
      httpToClient: (answer, request) => ({
        ...answer,
        status: 201,
        body: Buffer.from(
          `${request.method} ${request.path} ${answer.body.length}, and much more of it than there was before`,
        ),
      }),
    })
    const answer = await ask(liar)
    expect([answer.status, String(answer.body)]).toEqual([
      201,
      expect.stringMatching(/^PUT \/a\/b\?c=d \d+, and much more/),
    ])
    expect(liar.told()).toBe(true)
  })
})

test('a server that hangs up makes the proxy hang up', async () => {
  const liar = await lyingBefore(
    { httpToClient: () => undefined },
    (incoming) => void incoming.socket.destroy(),
  )
  await expect(ask(liar)).rejects.toThrow(InconclusiveError)
})

test('disposing it drops connections that never shook hands', async () => {
  const liar = await lyingBefore({ httpToClient: () => undefined })
  const { host, port } = liar.info.endpoints.https ?? { host: '', port: 0 }
  const client = net.connect(port, host)
  client.on('error', () => undefined)
  await once(client, 'connect')
  await ask(liar)
  const closed = once(client, 'close')
  await liar[Symbol.asyncDispose]()
  await closed
})
