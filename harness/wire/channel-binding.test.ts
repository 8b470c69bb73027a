import 'reflect-metadata' // @peculiar/x509 does not load without it
import { createHash, webcrypto } from 'node:crypto'
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
import { expect, test } from 'vitest'
import { createAuthority } from './certificates.ts'
import { serverEndPoint } from './channel-binding.ts'

cryptoProvider.set(webcrypto)

const rsa = { name: 'RSASSA-PKCS1-v1_5', publicExponent: Uint8Array.of(1, 0, 1), modulusLength: 2048 }

test.each([
  [{ name: 'ECDSA', namedCurve: 'P-256' }, 'SHA-256', 'sha256'],
  [{ name: 'ECDSA', namedCurve: 'P-384' }, 'SHA-384', 'sha384'],
  [{ name: 'ECDSA', namedCurve: 'P-521' }, 'SHA-512', 'sha512'],
  [rsa, 'SHA-384', 'sha384'],
  [rsa, 'SHA-512', 'sha512'],
  [rsa, 'SHA-1', 'sha256'],
] as const)('a certificate signed with %o and %s is bound under %s', async (key, signedWith, boundUnder) => {
  const algorithm = { ...key, hash: signedWith }
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=chat.test',
    keys,
    signingAlgorithm: algorithm,
  })
  const der = Buffer.from(certificate.rawData)
  expect(serverEndPoint(der)).toEqual(createHash(boundUnder).update(der).digest())
})

test('the certificates of a run are bound under SHA-256', async () => {
  const { certificatePem } = await (await createAuthority()).issue(['chat.test'])
  const der = Buffer.from(certificatePem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  expect(serverEndPoint(der)).toEqual(createHash('sha256').update(der).digest())
})
