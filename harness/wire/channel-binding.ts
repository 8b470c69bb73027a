/** Channel binding data of a TLS connection (RFC 5929, RFC 9266). */
import { createHash } from 'node:crypto'
import type { TLSSocket } from 'node:tls'

export type BindingType = 'tls-exporter' | 'tls-server-end-point' | 'tls-unique'

/** `tls-unique` has a meaning up to TLS 1.2, `tls-exporter` from TLS 1.3 on. */
export function channelBinding(secured: TLSSocket, type: BindingType): Buffer {
  switch (type) {
    case 'tls-exporter':
      return secured.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
    case 'tls-unique':
      return secured.getFinished() ?? Buffer.alloc(0)
    case 'tls-server-end-point':
      return serverEndPoint(secured.getPeerCertificate().raw)
  }
}

/** Hashes of signature algorithms, by the object identifier's content in hexadecimal. */
const HASH_OF_SIGNATURE: Readonly<Record<string, string>> = {
  '2a864886f70d01010c': 'sha384', // sha384WithRSAEncryption
  '2a864886f70d01010d': 'sha512', // sha512WithRSAEncryption
  '2a8648ce3d040303': 'sha384', // ecdsa-with-SHA384
  '2a8648ce3d040304': 'sha512', // ecdsa-with-SHA512
}

/**
 * `tls-server-end-point`: the certificate under the hash of its own signature, SHA-256 in place of weaker ones.
 * @param certificate in DER
 */
export function serverEndPoint(certificate: Buffer): Buffer {
  return createHash(HASH_OF_SIGNATURE[signatureAlgorithm(certificate)] ?? 'sha256')
    .update(certificate)
    .digest()
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { algorithm OID, … }, … } (RFC 5280 §4.1). */
function signatureAlgorithm(der: Buffer): string {
  const certificate = valueAt(der, 0)
  const toBeSigned = valueAt(der, certificate.start)
  const algorithm = valueAt(der, toBeSigned.end)
  const identifier = valueAt(der, algorithm.start)
  return der.subarray(identifier.start, identifier.end).toString('hex')
}

/** Where the content of the DER value begins and ends whose tag is at this place. */
function valueAt(der: Buffer, tag: number): { start: number; end: number } {
  const length = der.readUInt8(tag + 1)
  if (length < 0x80) return { start: tag + 2, end: tag + 2 + length }
  const octets = length & 0x7f
  const start = tag + 2 + octets
  return { start, end: start + der.readUIntBE(tag + 2, octets) }
}
