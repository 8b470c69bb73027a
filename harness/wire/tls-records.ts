/** TLS as it is on the wire (RFC 5246 §6.2): for what a library does by itself and keeps to itself. */
import type net from 'node:net'
import { Duplex } from 'node:stream'

export const ALERT = 21
export const HANDSHAKE = 22
/** All that there are (RFC 5246 §6.2.1, RFC 8446 §5.1): changes of cipher, alerts, handshakes, and data. */
export const RECORD_TYPES: readonly number[] = [20, ALERT, HANDSHAKE, 23]

const HEADER_BYTES = 5
const LENGTH_AT = 3

/** Content types of the records in a row, whole or not: up to TLS 1.2 they are never encrypted. */
export function recordTypes(ciphertext: Buffer): number[] {
  const types: number[] = []
  for (let at = 0; at + HEADER_BYTES <= ciphertext.length; ) {
    types.push(ciphertext.readUInt8(at))
    at += HEADER_BYTES + ciphertext.readUInt16BE(at + LENGTH_AT)
  }
  return types
}

/** What goes on in place of bytes that pass beneath TLS: no bytes for none. */
export interface Tap {
  readonly incoming?: (bytes: Buffer) => Buffer
  readonly outgoing?: (bytes: Buffer) => Buffer
}

/** A tap that changes nothing. @param hear is given what comes in, before TLS reads it */
export function listening(hear: (bytes: Buffer) => void): Tap {
  return {
    incoming: (bytes) => {
      hear(bytes)
      return bytes
    },
  }
}

const unchanged = (bytes: Buffer) => bytes

/** The socket, with a tap between it and the TLS that is put on top. */
export function tapped(socket: net.Socket, { incoming = unchanged, outgoing = unchanged }: Tap): Duplex {
  const duplex = new Duplex({
    read: () => {},
    write: (chunk, _, done) => socket.write(outgoing(chunk), done),
    final: (done) => {
      socket.end(done)
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', (bytes: Buffer) => duplex.push(incoming(bytes)))
  socket.on('end', () => duplex.push(null))
  socket.on('error', (error) => duplex.destroy(error))
  socket.on('close', () => duplex.destroy())
  return duplex
}
