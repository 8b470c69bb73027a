/**
 * The client's side of a WebSocket (RFC 6455) as far as XMPP needs it (RFC 7395): the handshake, frames
 * of text out, whole messages in. Pure: bytes in, bytes out, no socket.
 */
import { createHash, randomBytes } from 'node:crypto'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const FIN = 0x80
const MASKED = 0x80
const OPCODES = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const
const END_OF_HEAD = '\r\n\r\n'

/** A message longer than this is a fault; servers cap what they accept far below it. */
const MAX_MESSAGE_BYTES = 1 << 24

/** The server answered with what is no WebSocket, or broke its framing. */
export class WebSocketError extends Error {
  override readonly name = 'WebSocketError'
}

/** The request that asks for a WebSocket with the subprotocol `xmpp`. @param key 16 random bytes in base64 */
export function upgradeRequest(host: string, path: string, key: string): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: xmpp',
    END_OF_HEAD.slice(2),
  ].join('\r\n')
}

export function upgradeKey(): string {
  return randomBytes(16).toString('base64')
}

/** What the server must answer a key with (RFC 6455 §4.2.2). */
export function acceptOf(key: string): string {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64')
}

/** A frame from client to server: masked, as every one of them must be (RFC 6455 §5.3). */
export function clientFrame(payload: Buffer, kind: keyof typeof OPCODES = 'text'): Buffer {
  const { length } = payload
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const mask = 2 + lengthBytes
  const begin = mask + 4
  const frame = Buffer.allocUnsafe(begin + length)
  frame[0] = FIN | OPCODES[kind]
  writeLength(frame, length, MASKED)
  const key = randomBytes(4)
  key.copy(frame, mask)
  for (let index = 0; index < length; index++) {
    frame[begin + index] = (payload[index] ?? 0) ^ (key[index & 3] ?? 0)
  }
  return frame
}

/** A frame from server to client. */
export function serverFrame(payload: Buffer, kind: keyof typeof OPCODES = 'text'): Buffer {
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = FIN | OPCODES[kind]
  writeLength(head, length, 0)
  return Buffer.concat([head, payload])
}

function writeLength(frame: Buffer, length: number, flag: number): void {
  if (length < 126) frame[1] = flag | length
  else if (length < 65_536) {
    frame[1] = flag | 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = flag | 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
}

export interface WebSocketListener {
  /** One whole message, `bytes` from `start` up to, not including, `end`. Valid during the call only. */
  message(bytes: Buffer, start: number, end: number): void
  /** Must be answered with a pong that says the same. */
  ping(payload: Buffer): void
  /** The other side closes, or agrees to close. */
  close(): void
}

/** Reads what one side sends, cut anywhere: first the head of the handshake's answer, then frames. */
export class WebSocketReader {
  private readonly listener: WebSocketListener
  /** Asks for an answer to this key first; reads frames from the start without one. */
  private key: string | undefined
  private rest: Buffer | undefined
  private fragments: Buffer[] = []

  constructor(listener: WebSocketListener, key?: string) {
    this.listener = listener
    this.key = key
  }

  /** Whether the handshake is over. */
  get open(): boolean {
    return this.key === undefined
  }

  /** @throws WebSocketError */
  push(chunk: Buffer): void {
    const bytes = this.rest === undefined ? chunk : Buffer.concat([this.rest, chunk])
    let at = this.key === undefined ? 0 : this.readHead(bytes, this.key)
    if (this.key === undefined) {
      for (let next = this.readFrame(bytes, at); next !== -1; next = this.readFrame(bytes, at)) at = next
    }
    if (bytes.length - at > MAX_MESSAGE_BYTES) throw new WebSocketError('a message without end')
    // A copy: the chunk belongs to the reader, who may read the next one into the same memory.
    this.rest = at === bytes.length ? undefined : Buffer.from(bytes.subarray(at))
  }

  /** Where the frames begin. */
  private readHead(bytes: Buffer, key: string): number {
    const end = bytes.indexOf(END_OF_HEAD)
    if (end === -1) return 0
    const head = bytes.toString('latin1', 0, end)
    const [status = ''] = head.split('\r\n', 1)
    if (!/^HTTP\/1\.1 101 /.test(status)) {
      throw new WebSocketError(`${JSON.stringify(status.slice(0, 80))} in place of HTTP/1.1 101`)
    }
    const accept = /^sec-websocket-accept: *(\S+)/im.exec(head)?.[1]
    const protocol = /^sec-websocket-protocol: *(\S+)/im.exec(head)?.[1]
    if (accept !== acceptOf(key) || protocol !== 'xmpp') {
      throw new WebSocketError(
        `an answer to another key, or with the subprotocol ${protocol ?? 'none'} in place of xmpp`,
      )
    }
    this.key = undefined
    return end + END_OF_HEAD.length
  }

  /** The position behind the frame that begins there, or -1 while it is not all there. */
  private readFrame(bytes: Buffer, at: number): number {
    if (bytes.length - at < 2) return -1
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
    const masked = (second & MASKED) !== 0
    const short = second & 0x7f
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
    let begin = at + 2 + lengthBytes
    if (bytes.length < begin) return -1
    const length =
      lengthBytes === 0
        ? short
        : lengthBytes === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2))
    if (length > MAX_MESSAGE_BYTES) throw new WebSocketError(`a frame of ${length} bytes`)
    const key = begin
    if (masked) begin += 4
    const end = begin + length
    if (bytes.length < end) return -1
    if (masked) for (let index = 0; index < length; index++) unmask(bytes, begin + index, key + (index & 3))
    this.take(first, bytes, begin, end)
    return end
  }

  private take(first: number, bytes: Buffer, begin: number, end: number): void {
    const opcode = first & 0x0f
    switch (opcode) {
      case OPCODES.ping:
        this.listener.ping(Buffer.from(bytes.subarray(begin, end)))
        break
      case OPCODES.pong:
        break
      case OPCODES.close:
        this.listener.close()
        break
      case OPCODES.text:
      case OPCODES.continuation:
        this.takeText(opcode === OPCODES.text && (first & FIN) !== 0, (first & FIN) !== 0, bytes, begin, end)
        break
      default:
        throw new WebSocketError(`a frame with opcode ${opcode}`)
    }
  }

  private takeText(whole: boolean, last: boolean, bytes: Buffer, begin: number, end: number): void {
    if (whole) {
      this.listener.message(bytes, begin, end)
      return
    }
    this.fragments.push(Buffer.from(bytes.subarray(begin, end)))
    if (!last) return
    const message = Buffer.concat(this.fragments)
    this.fragments = []
    this.listener.message(message, 0, message.length)
  }
}

function unmask(bytes: Buffer, at: number, key: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ (bytes[key] ?? 0)
}
