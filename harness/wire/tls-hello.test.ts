import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createAuthority } from './certificates.ts'
import {
  clientHello,
  extensionsOf,
  isSsl2ServerHello,
  RENEGOTIATION_INFO,
  ssl2ClientHello,
} from './tls-hello.ts'
import { ALERT, recordTypes } from './tls-records.ts'

/** What a server of OpenSSL answers. */
async function answerTo(hello: Buffer, options: tls.TlsOptions = {}): Promise<Buffer> {
  const { certificatePem: cert, keyPem: key } = await (await createAuthority()).issue(['chat.test'])
  const server = tls.createServer({ cert, key, ...options })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const socket = net.connect({ host: '127.0.0.1', port })
  onTestFinished(() => void socket.destroy())
  socket.write(hello)
  const [answer] = await once(socket, 'data')
  return answer
}

test('a ClientHello of TLS 1.2 is answered by a ServerHello with its extensions', async () => {
  const extensions = extensionsOf(await answerTo(clientHello('chat.test')))

  expect(extensions).toContain(RENEGOTIATION_INFO)
})

test('its server name is read', async () => {
  const names: string[] = []
  await answerTo(clientHello('chat.test'), {
    SNICallback: (name, done) => {
      names.push(name)
      done(null)
    },
  })

  expect(names).toEqual(['chat.test'])
})

test('an alert has no extensions', async () => {
  const alert = await answerTo(clientHello('chat.test'), { minVersion: 'TLSv1.3' })

  expect(recordTypes(alert)).toEqual([ALERT])
  expect(extensionsOf(alert)).toBeUndefined()
})

test('a ServerHello without extensions has none', () => {
  const body = Buffer.concat([Buffer.of(3, 3), Buffer.alloc(32), Buffer.of(0, 0xc0, 0x2b, 0)])
  const message = Buffer.concat([Buffer.of(2, 0, 0, body.length), body])

  expect(extensionsOf(Buffer.concat([Buffer.of(22, 3, 3, 0, message.length), message]))).toEqual([])
})

test('a CLIENT-HELLO of SSL 2.0 is refused by an alert of TLS', async () => {
  const answer = await answerTo(ssl2ClientHello())

  expect(recordTypes(answer)).toEqual([ALERT])
  expect(isSsl2ServerHello(answer)).toBe(false)
})

test('a SERVER-HELLO of SSL 2.0 is told from one of TLS', async () => {
  const ssl2 = Buffer.from([0x80, 11, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0])

  expect(isSsl2ServerHello(ssl2)).toBe(true)
  expect(isSsl2ServerHello(await answerTo(clientHello('chat.test')))).toBe(false)
})
