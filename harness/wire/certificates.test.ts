import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type net from 'node:net'
import tls from 'node:tls'
import { expect, test } from 'vitest'
import {
  createAuthority,
  createAuthorityKey,
  openAuthority,
  type ServerCertificate,
  signOneself,
} from './certificates.ts'

test('a certificate is for every name that was asked for and no other', async () => {
  const authority = await createAuthority()
  const issued = await authority.issue(['chat.test', 'muc.chat.test'])
  const certificate = new X509Certificate(issued.certificatePem)

  expect(certificate.checkHost('chat.test')).toBe('chat.test')
  expect(certificate.checkHost('muc.chat.test')).toBe('muc.chat.test')
  expect(certificate.checkHost('other.chat.test')).toBeUndefined()
  expect(certificate.checkIssued(new X509Certificate(authority.caPem))).toBe(true)
  expect(certificate.ca).toBe(false)
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a client that trusts the authority accepts it over %s',
  async (version) => {
    const authority = await createAuthority()
    const protocol = await handshake(await authority.issue(['chat.test']), authority.caPem, version)
    expect(protocol).toBe(version)
  },
)

test('a client that trusts another authority refuses it', async () => {
  const [authority, other] = [await createAuthority(), await createAuthority()]
  const attempt = handshake(await authority.issue(['chat.test']), other.caPem, 'TLSv1.3')
  await expect(attempt).rejects.toThrow(/unable to verify|self-signed/)
})

async function handshake(issued: ServerCertificate, ca: string, version: tls.SecureVersion) {
  const server = tls.createServer({ cert: issued.certificatePem, key: issued.keyPem })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const client = tls.connect({
    host: '127.0.0.1',
    port,
    servername: 'chat.test',
    ca,
    minVersion: version,
    maxVersion: version,
  })
  try {
    await once(client, 'secureConnect')
    return client.getProtocol()
  } finally {
    client.destroy()
    server.close()
  }
}

test('an authority that another process opens signs as the first one does', async () => {
  const key = await createAuthorityKey()
  const { certificatePem } = await (await openAuthority(key)).issue(['far.test'])
  expect(new X509Certificate(certificatePem).verify(new X509Certificate(key.caPem).publicKey)).toBe(true)
})

test('a certificate may be for a time that is over', async () => {
  const [begin, end] = [new Date('2020-01-01T00:00:00Z'), new Date('2020-02-01T00:00:00Z')]
  const authority = await createAuthority()
  const { certificatePem } = await authority.issue(['far.test'], { notBefore: begin, notAfter: end })
  const { validFrom, validTo } = new X509Certificate(certificatePem)
  expect([new Date(validFrom), new Date(validTo)]).toEqual([begin, end])
})

test('what signed itself is of no authority', async () => {
  const { certificatePem, keyPem } = await signOneself(['far.test'])
  const certificate = new X509Certificate(certificatePem)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect([certificate.ca, certificate.checkHost('far.test')]).toEqual([false, 'far.test'])
  expect(certificate.checkPrivateKey(createPrivateKey(keyPem))).toBe(true)
})
