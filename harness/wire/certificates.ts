/**
 * Certificates that live as long as a run: an authority nobody else trusts, and what it signs.
 *
 * ECDSA on P-256 with SHA-256, names as subject alternative names (RFC 6120 §13.7.1.2).
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
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { type AlternativeName, alternativeNames, nameOf } from './alternative-names.ts'

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

/** An authority's certificate and its key in PKCS #8. */
export interface AuthorityKey {
  readonly caPem: string
  readonly keyPem: string
}

/** When a certificate begins and ceases to be valid. */
export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

export type Names = readonly [AlternativeName, ...AlternativeName[]]

export interface Authority {
  readonly caPem: string
  /**
   * Signs a certificate for servers of these names, the first one its subject.
   * @param validity from now until after the run when absent
   */
  issue(names: Names, validity?: Validity): Promise<ServerCertificate>
}

/** Makes an authority whose key exists in this process alone. */
export async function createAuthority(): Promise<Authority> {
  const { caPem, keys } = await drawAuthority(false)
  return signingWith(caPem, keys.privateKey)
}

/** Makes an authority that other processes of the run can open, too: the key is a secret of the run. */
export async function createAuthorityKey(): Promise<AuthorityKey> {
  const { caPem, keys } = await drawAuthority(true)
  return { caPem, keyPem: await pemOf(keys.privateKey) }
}

export async function openAuthority({ caPem, keyPem }: AuthorityKey): Promise<Authority> {
  const key = await webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(keyPem), KEY, false, [
    'sign',
  ])
  return signingWith(caPem, key)
}

/** A certificate that nobody but its own key has signed. */
export async function signOneself(names: Names): Promise<ServerCertificate> {
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
  const name = `CN=${nameOf(names[0])}`
  const certificatePem = await certify(keys.publicKey, keys.privateKey, name, name, names)
  return { certificatePem, keyPem: await pemOf(keys.privateKey), caPem: certificatePem }
}

async function drawAuthority(
  extractable: boolean,
): Promise<{ caPem: string; keys: webcrypto.CryptoKeyPair }> {
  const keys = await webcrypto.subtle.generateKey(KEY, extractable, ['sign', 'verify'])
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Touchstone run ${serialNumber().slice(0, 8)}`,
    ...fromNow(),
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  return { caPem: `${authority.toString('pem')}\n`, keys }
}

function signingWith(caPem: string, signingKey: webcrypto.CryptoKey): Authority {
  const issuer = new X509Certificate(caPem).subject
  return {
    caPem,
    async issue(names, validity) {
      const { publicKey, privateKey } = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
      const subject = `CN=${nameOf(names[0])}`
      const certificatePem = await certify(publicKey, signingKey, subject, issuer, names, validity)
      return { certificatePem, keyPem: await pemOf(privateKey), caPem }
    },
  }
}

async function certify(
  publicKey: webcrypto.CryptoKey,
  signingKey: webcrypto.CryptoKey,
  subject: string,
  issuer: string,
  names: Names,
  validity = fromNow(),
): Promise<string> {
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject,
    issuer,
    ...validity,
    publicKey,
    signingKey,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      // Servers are clients of one another on server-to-server streams.
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      alternativeNames(names),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}

function fromNow(): Validity {
  const now = Date.now()
  return { notBefore: new Date(now - CLOCK_SKEW), notAfter: new Date(now + LIFETIME) }
}

/** Positive, as RFC 5280 §4.1.2.2 wants it, and unlike any other. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.toString('hex')
}
