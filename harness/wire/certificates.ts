/**
 * Certificates that live as long as a run: an authority nobody else trusts, and what it signs.
 *
 * ECDSA on P-256 with SHA-256, names as DNS subject alternative names (RFC 6120 §13.7.1.2).
 */
import 'reflect-metadata' // @peculiar/x509 does not load without it
import { randomBytes, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

cryptoProvider.set(webcrypto)

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const

const HOUR = 3_600_000
/** Clocks of containers and virtual machines differ a little from the one that signs. */
const CLOCK_SKEW = HOUR
/** Longer than any run, shorter than anything worth keeping. */
const LIFETIME = 7 * 24 * HOUR

/** A server's certificate, its key in PKCS #8 and the authority that signed it. */
export interface ServerCertificate {
  readonly certificatePem: string
  readonly keyPem: string
  readonly caPem: string
}

export interface Authority {
  readonly caPem: string
  /** Signs a certificate for servers of these names, the first one its subject. */
  issue(dnsNames: readonly [string, ...string[]]): Promise<ServerCertificate>
}

/** Makes an authority whose key exists in this process alone. */
export async function createAuthority(): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(KEY, false, ['sign', 'verify'])
  const issuer = `CN=Touchstone run ${serialNumber().slice(0, 8)}`
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: issuer,
    ...validity(),
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const caPem = `${authority.toString('pem')}\n`

  return {
    caPem,
    async issue(dnsNames) {
      const serverKeys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
      const certificate = await X509CertificateGenerator.create({
        serialNumber: serialNumber(),
        subject: `CN=${dnsNames[0]}`,
        issuer,
        ...validity(),
        publicKey: serverKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: SIGNATURE,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          // Servers are clients of one another on server-to-server streams.
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
          new SubjectAlternativeNameExtension(dnsNames.map((value) => ({ type: 'dns', value }))),
        ],
      })
      const key = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey)
      return {
        certificatePem: `${certificate.toString('pem')}\n`,
        keyPem: `${PemConverter.encode(key, 'PRIVATE KEY')}\n`,
        caPem,
      }
    },
  }
}

function validity(): { notBefore: Date; notAfter: Date } {
  const now = Date.now()
  return { notBefore: new Date(now - CLOCK_SKEW), notAfter: new Date(now + LIFETIME) }
}

/** Positive, as RFC 5280 §4.1.2.2 wants it, and unlike any other. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.toString('hex')
}
