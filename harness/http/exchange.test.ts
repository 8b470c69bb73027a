import { EventEmitter, once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { text } from 'node:stream/consumers'
import tls from 'node:tls'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { InconclusiveError, SilenceError, UnreadableError } from '../core/errors.ts'
import type { Endpoint, TargetInfo } from '../core/target-info.ts'
// biome-ignore lint/style/noRestrictedImports: the test needs certificates, and wire makes them
import { createAuthority, type ServerCertificate } from '../wire/certificates.ts'
import { cutShort, exchange } from './exchange.ts'

let certificate: ServerCertificate
let untrusted: ServerCertificate
beforeAll(async () => {
  certificate = await (await createAuthority()).issue(['upload.test'])
  untrusted = await (await createAuthority()).issue(['upload.test'])
})

async function serve(server: net.Server): Promise<Endpoint> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return { host: '127.0.0.1', port: (server.address() as net.AddressInfo).port }
}

const serveHttps = (listener: http.RequestListener, { certificatePem, keyPem } = certificate) =>
  serve(https.createServer({ cert: certificatePem, key: keyPem }, listener))

/** A target whose `upload.test:5281` is reached there. */
function targetAt(endpoint: Endpoint): TargetInfo {
  return {
    provider: 'external',
    domain: 'upload.test',
    hosts: [],
    endpoints: {},
    connectTo: { 'upload.test:5281': endpoint, 'upload.test:443': endpoint },
    services: {},
    capabilities: [],
    trust: { caPem: certificate.caPem },
    software: { name: 'test', version: '0' },
    path: 'loopback',
  }
}

const url = 'https://upload.test:5281/a/b%20c?d=e#f'

describe('a request', () => {
  test('reaches the server as it was given, under the name in its URL', async () => {
    let seen: unknown
    const endpoint = await serveHttps(async (incoming, outgoing) => {
      const { method, url, headers } = incoming
      seen = { method, url, headers, body: await text(incoming) }
      outgoing.end()
    })
    await exchange(targetAt(endpoint), {
      url,
      method: 'PUT',
      headers: { 'content-type': 'text/plain', 'X-Odd': '1' },
      body: Buffer.from('ü'),
    })
    expect(seen).toEqual({
      method: 'PUT',
      url: '/a/b%20c?d=e',
      headers: {
        host: 'upload.test:5281',
        'content-type': 'text/plain',
        'x-odd': '1',
        'content-length': '2',
        connection: 'close',
      },
      body: 'ü',
    })
  })

  test('may name another host, and the default port', async () => {
    const hosts: unknown[] = []
    const endpoint = await serveHttps((incoming, outgoing) => {
      hosts.push(incoming.headers.host)
      outgoing.end()
    })
    await exchange(targetAt(endpoint), { url, method: 'GET', headers: { host: 'other.test' } })
    await exchange(targetAt(endpoint), { url: 'https://upload.test/', method: 'GET' })
    expect(hosts).toEqual(['other.test', 'upload.test'])
  })
})

describe('an answer', () => {
  test('is given whole: status, headers, body', async () => {
    const endpoint = await serveHttps((_, outgoing) => {
      outgoing.writeHead(201, { 'X-Two': ['1', '2'], 'Content-Type': 'application/octet-stream' })
      outgoing.end(Buffer.of(0, 0xff, 10))
    })
    const answer = await exchange(targetAt(endpoint), { url, method: 'GET' })
    expect(answer.status).toBe(201)
    expect(answer.headers).toMatchObject({ 'x-two': '1, 2', 'content-type': 'application/octet-stream' })
    expect(answer.body).toEqual(Buffer.of(0, 0xff, 10))
  })

  test('in chunks is put together', async () => {
    const endpoint = await serveHttps((_, outgoing) => {
      for (const part of ['a', 'b'.repeat(100_000), 'c']) outgoing.write(part)
      outgoing.end()
    })
    const answer = await exchange(targetAt(endpoint), { url, method: 'GET' })
    expect(answer.headers['transfer-encoding']).toBe('chunked')
    expect(answer.body.toString()).toBe(`a${'b'.repeat(100_000)}c`)
  })

  test.each([301, 404, 413, 500])('of status %i is an answer like any other', async (status) => {
    const endpoint = await serveHttps((_, outgoing) =>
      outgoing.writeHead(status, { location: 'https://elsewhere.test/' }).end('why'),
    )
    const answer = await exchange(targetAt(endpoint), { url, method: 'GET' })
    expect([answer.status, answer.body.toString()]).toEqual([status, 'why'])
  })

  test('to HEAD has no body, whatever its length', async () => {
    const endpoint = await serveHttps((_, outgoing) => outgoing.writeHead(200, { 'content-length': 5 }).end())
    const answer = await exchange(targetAt(endpoint), { url, method: 'HEAD' })
    expect([answer.headers['content-length'], answer.body.length]).toEqual(['5', 0])
  })

  test('that comes before the body was read is given', async () => {
    const endpoint = await serveHttps((_, outgoing) => outgoing.writeHead(413).end())
    const answer = await exchange(targetAt(endpoint), { url, method: 'PUT', body: Buffer.alloc(1 << 20) })
    expect(answer.status).toBe(413)
  })
})

describe('a body that waits to be asked for', () => {
  const asked = { url, method: 'PUT', headers: { expect: '100-continue' }, body: Buffer.from('abc') }

  test('is sent when the server says go on', async () => {
    const endpoint = await serveHttps(async (incoming, outgoing) => outgoing.end(await text(incoming)))
    const answer = await exchange(targetAt(endpoint), asked)
    expect(answer.body.toString()).toBe('abc')
  })

  test('is not sent when the server refuses at once', async () => {
    const server = https.createServer({ cert: certificate.certificatePem, key: certificate.keyPem })
    let heard = ''
    server.on('checkContinue', (incoming, outgoing) => {
      incoming.on('data', (chunk: Buffer) => {
        heard += chunk
      })
      outgoing.writeHead(413).end()
    })
    const answer = await exchange(targetAt(await serve(server)), asked)
    expect([answer.status, heard]).toEqual([413, ''])
  })

  test('is not sent to a server that says neither', async () => {
    const server = https.createServer({ cert: certificate.certificatePem, key: certificate.keyPem })
    server.on('checkContinue', () => {})
    const attempt = exchange(targetAt(await serve(server)), { ...asked, patience: 200 })
    await expect(attempt).rejects.toThrow(SilenceError)
  })
})

test('a request that is cut short leaves its server with so many bytes and no end', async () => {
  const requests = new EventEmitter()
  const closed = once(requests, 'closed')
  const endpoint = await serveHttps((incoming) => {
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    incoming.on('error', () => {})
    incoming.on('close', () => requests.emit('closed', { bytes, complete: incoming.complete }))
  })
  const headers = { 'content-length': '100' }
  await cutShort(targetAt(endpoint), { url, method: 'PUT', headers, body: Buffer.alloc(100) }, 40)
  expect(await closed).toEqual([{ bytes: 40, complete: false }])
})

describe('silence', () => {
  test.each<[string, http.RequestListener]>([
    ['no answer', () => {}],
    ['half an answer', (_, outgoing) => void outgoing.writeHead(200, { 'content-length': 5 }).write('a')],
  ])('of a server that gives %s names the bound', async (_, listener) => {
    const attempt = exchange(targetAt(await serveHttps(listener)), { url, method: 'GET', patience: 200 })
    await expect(attempt).rejects.toThrow(SilenceError)
    await expect(attempt).rejects.toThrow(
      `expected  an answer to GET ${url} within 200 ms\nheard     nothing`,
    )
  })

  test('of a server that does not even speak TLS names the bound', async () => {
    const endpoint = await serve(net.createServer())
    await expect(exchange(targetAt(endpoint), { url, method: 'GET', patience: 200 })).rejects.toThrow(
      `expected  an answer to GET ${url} within 200 ms`,
    )
  })

  test('before a request could be cut short is inconclusive', async () => {
    const endpoint = await serve(net.createServer())
    const attempt = cutShort(targetAt(endpoint), { url, method: 'PUT', patience: 200 }, 1)
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(`PUT ${url} could not be made: not sent within 200 ms`)
  })
})

test('an answer that is not HTTP is held against the server', async () => {
  const server = tls.createServer({ cert: certificate.certificatePem, key: certificate.keyPem }, (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n'),
  )
  const attempt = exchange(targetAt(await serve(server)), { url, method: 'GET' })
  await expect(attempt).rejects.toThrow(UnreadableError)
  await expect(attempt).rejects.toThrow(
    `expected  an answer to GET ${url} that is HTTP/1.1 (RFC 9112)\nheard     Parse Error: Invalid character in Content-Length`,
  )
})

describe('what cannot be made', () => {
  afterEach(() => vi.unstubAllEnvs())

  async function expectFailure(target: TargetInfo, why: RegExp, address = url): Promise<void> {
    const attempt = exchange(target, { url: address, method: 'GET' })
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(why)
  }

  test('an untrusted certificate, even if the environment says otherwise', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const endpoint = await serveHttps((_, outgoing) => void outgoing.end(), untrusted)
    await expectFailure(targetAt(endpoint), /^GET https:.* could not be made: unable to verify|self-signed/)
  })

  test('a certificate for another name', async () => {
    const endpoint = await serveHttps((_, outgoing) => void outgoing.end())
    await expectFailure(
      { ...targetAt(endpoint), connectTo: { 'other.test:5281': endpoint } },
      /could not be made: .*other\.test.*altnames/,
      'https://other.test:5281/',
    )
  })

  test('a server that hangs up before it answers', async () => {
    const endpoint = await serveHttps((incoming) => void incoming.socket.destroy())
    await expectFailure(targetAt(endpoint), /could not be made: socket hang up/)
  })

  test('a server that hangs up in the middle of its answer', async () => {
    const endpoint = await serveHttps((_, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 5 })
      outgoing.write('a', () => outgoing.destroy())
    })
    await expectFailure(targetAt(endpoint), /could not be made: aborted/)
  })

  test('a server that speaks plain HTTP', async () => {
    const endpoint = await serve(http.createServer((_, outgoing) => void outgoing.end()))
    await expectFailure(targetAt(endpoint), /could not be made: .*SSL|wrong version/)
  })

  test('a port where nobody listens', async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    server.close()
    await once(server, 'close')
    await expectFailure(targetAt({ host: '127.0.0.1', port }), /could not be made: connect ECONNREFUSED/)
  })

  test.each(['http://upload.test:5281/a', 'ftp://upload.test/', 'upload.test/a', ''])(
    'the URL "%s"',
    async (address) => {
      const target = targetAt({ host: '127.0.0.1', port: 1 })
      await expectFailure(target, /^expected a URL that begins with https:\/\/, got "/, address)
    },
  )
})
