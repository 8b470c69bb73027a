/**
 * The first words of TLS, said and read by hand: what a library would not say (SSL 2.0), or would not show (the
 * extensions of a ServerHello).
 */
import { randomBytes } from 'node:crypto'
import { HANDSHAKE } from './tls-records.ts'

/** The extension for secure renegotiation (RFC 5746 §3.2). */
export const RENEGOTIATION_INFO = 0xff01

const CLIENT_HELLO = 1
const SERVER_HELLO = 2
const RANDOM_BYTES = 32
const TLS_1_2 = [3, 3]

/**
 * A ClientHello of TLS 1.2 and of no version after it, which knows secure renegotiation (RFC 5246 §7.4.1.2,
 * RFC 5746 §3.4).
 */
export function clientHello(serverName: string): Buffer {
  const name = Buffer.from(serverName)
  const extensions = [
    extension(0, vector(2, Buffer.concat([Buffer.of(0), vector(2, name)]))),
    // The curves x25519 and P-256, uncompressed points, and ECDSA and RSA with SHA-256.
    extension(10, vector(2, Buffer.of(0, 29, 0, 23))),
    extension(11, vector(1, Buffer.of(0))),
    extension(13, vector(2, Buffer.of(4, 3, 8, 4, 4, 1))),
    extension(RENEGOTIATION_INFO, vector(1, Buffer.alloc(0))),
  ]
  // ECDHE with ECDSA and with RSA, with AES-128-GCM and AES-256-GCM.
  const suites = Buffer.of(0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x2c, 0xc0, 0x30)
  const body = Buffer.concat([
    Buffer.from(TLS_1_2),
    randomBytes(RANDOM_BYTES),
    vector(1, Buffer.alloc(0)),
    vector(2, suites),
    vector(1, Buffer.of(0)),
    vector(2, Buffer.concat(extensions)),
  ])
  const message = Buffer.concat([Buffer.of(CLIENT_HELLO), vector(3, body)])
  return Buffer.concat([Buffer.of(HANDSHAKE, ...TLS_1_2), vector(2, message)])
}

/**
 * The extensions of the ServerHello that a server begins with (RFC 5246 §7.4.1.3).
 * @returns undefined when it begins with something else
 */
export function extensionsOf(flight: Buffer): number[] | undefined {
  const reader = new Reader(flight)
  if (reader.number(1) !== HANDSHAKE) return undefined
  reader.take(TLS_1_2.length)
  const message = reader.vector(2)
  if (message.number(1) !== SERVER_HELLO) return undefined
  const hello = message.vector(3)
  hello.take(TLS_1_2.length + RANDOM_BYTES)
  hello.vector(1)
  hello.take(2 + 1) // suite and compression
  const extensions: number[] = []
  if (hello.over) return extensions
  for (const each = hello.vector(2); !each.over; each.vector(2)) extensions.push(each.number(2))
  return extensions
}

/** A CLIENT-HELLO of SSL 2.0 that offers nothing newer. */
export function ssl2ClientHello(): Buffer {
  const challenge = randomBytes(16)
  // RC4 and triple DES, each with MD5.
  const suites = Buffer.of(0x01, 0x00, 0x80, 0x07, 0x00, 0xc0)
  const lengths = [suites.length, 0, challenge.length].map((length) => number(2, length))
  const message = Buffer.concat([Buffer.of(1, 0, 2), ...lengths, suites, challenge])
  return Buffer.concat([number(2, 0x8000 | message.length), message])
}

/** Whether a server goes on in SSL 2.0: a record with a length in two bytes, and in it a SERVER-HELLO of that version. */
export function isSsl2ServerHello(bytes: Buffer): boolean {
  const [length = 0, , message] = bytes
  return length >= 0x80 && message === 4 && bytes.subarray(5, 7).equals(Buffer.of(0, 2))
}

function extension(type: number, data: Buffer): Buffer {
  return Buffer.concat([number(2, type), vector(2, data)])
}

/** Bytes behind their length, which has so many bytes itself (RFC 5246 §4.3). */
function vector(lengthBytes: number, data: Buffer): Buffer {
  return Buffer.concat([number(lengthBytes, data.length), data])
}

function number(bytes: number, value: number): Buffer {
  const written = Buffer.alloc(bytes)
  written.writeUIntBE(value, 0, bytes)
  return written
}

class Reader {
  private readonly bytes: Buffer
  private at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  get over(): boolean {
    return this.at >= this.bytes.length
  }

  take(bytes: number): Buffer {
    this.at += bytes
    return this.bytes.subarray(this.at - bytes, this.at)
  }

  number(bytes: number): number {
    return this.take(bytes).readUIntBE(0, bytes)
  }

  vector(lengthBytes: number): Reader {
    return new Reader(this.take(this.number(lengthBytes)))
  }
}
