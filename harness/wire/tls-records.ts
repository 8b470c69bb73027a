/** TLS as it is on the wire (RFC 5246 §6.2): for what a library does by itself and keeps to itself. */
import type net from 'node:net'
import { Duplex } from 'node:stream'

export const ALERT = 21

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

/** The socket, with an ear on what comes in before TLS reads it. */
export function overheard(socket: net.Socket, hear: (bytes: Buffer) => void): Duplex {
  const duplex = new Duplex({
    read: () => {},
    write: (chunk, _, done) => socket.write(chunk, done),
    final: (done) => {
      socket.end(done)
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', (bytes: Buffer) => {
    hear(bytes)
    duplex.push(bytes)
  })
  socket.on('end', () => duplex.push(null))
  socket.on('error', (error) => duplex.destroy(error))
  socket.on('close', () => duplex.destroy())
  return duplex
}
