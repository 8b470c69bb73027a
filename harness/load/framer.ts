/**
 * Cuts a stream into its top-level elements without parsing them: a scan over bytes that knows tags,
 * quotes and depth, and nothing else. Bytes may be split anywhere.
 *
 * For the load path only: it takes a well-behaved server's XML for granted. What decides about a
 * server is read by the strict parser.
 */

export interface FrameListener {
  /** The stream's opening tag. */
  header(bytes: Buffer, start: number, end: number): void
  /** One top-level element, `bytes` from `start` up to, not including, `end`. Valid during the call only. */
  element(bytes: Buffer, start: number, end: number): void
  /** The stream's closing tag. */
  footer(): void
}

/** The stream carries what RFC 6120 §11 does not allow, or an element without end. */
export class FramingError extends Error {
  override readonly name = 'FramingError'
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const BANG = 0x21
const QUESTION = 0x3f
const QUOTE = 0x22
const APOSTROPHE = 0x27
const CDATA = Buffer.from('<![CDATA[')

/** An element longer than this is a fault; servers cap what they accept far below it. */
const MAX_ELEMENT_BYTES = 1 << 24

export class StanzaFramer {
  private readonly listener: FrameListener
  /** What is not yet a whole item: from the first byte of it on. */
  private rest: Buffer | undefined
  /** Where in `rest` the scan goes on: behind the last whole tag. */
  private scanned = 0
  private depth = 0

  constructor(listener: FrameListener) {
    this.listener = listener
  }

  /** @throws FramingError */
  push(chunk: Buffer): void {
    const bytes = this.rest === undefined ? chunk : Buffer.concat([this.rest, chunk])
    let begin = 0
    let at = this.scanned
    for (;;) {
      const tag = bytes.indexOf(LT, at)
      if (this.depth <= 1) {
        checkBlank(bytes, at, tag === -1 ? bytes.length : tag)
        begin = tag === -1 ? bytes.length : tag
      }
      if (tag === -1) {
        at = bytes.length
        break
      }
      at = tag
      const second = bytes[tag + 1]
      const end = this.endOf(bytes, tag, second)
      if (end === -1) break
      at = end
      if (second === QUESTION || second === BANG) continue
      if (second === SLASH) {
        this.depth--
        if (this.depth === 1) this.listener.element(bytes, begin, end)
        else if (this.depth === 0) this.listener.footer()
      } else if (bytes[end - 2] === SLASH) {
        if (this.depth === 1) this.listener.element(bytes, begin, end)
      } else {
        this.depth++
        if (this.depth === 1) this.listener.header(bytes, begin, end)
      }
    }
    if (bytes.length - begin > MAX_ELEMENT_BYTES) {
      throw new FramingError(`an element of more than ${MAX_ELEMENT_BYTES} bytes`)
    }
    // A copy: the chunk belongs to the reader, who may read the next one into the same memory.
    this.rest = begin === bytes.length ? undefined : Buffer.from(bytes.subarray(begin))
    this.scanned = at - begin
  }

  /** The position behind the markup that begins at `tag`, or -1 while it is not all there. */
  private endOf(bytes: Buffer, tag: number, second: number | undefined): number {
    if (second === undefined) return -1
    if (second === BANG) return this.endOfCdata(bytes, tag)
    if (second === QUESTION) return this.endOfDeclaration(bytes, tag)
    return endOfTag(bytes, tag + 1)
  }

  private endOfCdata(bytes: Buffer, tag: number): number {
    const length = Math.min(CDATA.length, bytes.length - tag)
    if (this.depth < 2 || bytes.compare(CDATA, 0, length, tag, tag + length) !== 0) {
      throw new FramingError(`markup that a stream may not carry: ${excerpt(bytes, tag)}`)
    }
    const end = bytes.indexOf(']]>', tag + CDATA.length)
    return end === -1 ? -1 : end + 3
  }

  private endOfDeclaration(bytes: Buffer, tag: number): number {
    if (this.depth > 0) throw new FramingError(`a processing instruction: ${excerpt(bytes, tag)}`)
    const end = bytes.indexOf('?>', tag)
    return end === -1 ? -1 : end + 2
  }
}

/** The position behind the `>` that closes a tag; one inside a quoted value does not. */
function endOfTag(bytes: Buffer, from: number): number {
  let quote = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === GT) return at + 1
    else if (byte === QUOTE || byte === APOSTROPHE) quote = byte
  }
  return -1
}

/** White space between stanzas keeps a connection alive (RFC 6120 §4.6.1); nothing else belongs there. */
function checkBlank(bytes: Buffer, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
      throw new FramingError(`character data between stanzas: ${excerpt(bytes, at)}`)
    }
  }
}

function excerpt(bytes: Buffer, at: number): string {
  return JSON.stringify(bytes.toString('utf8', at, at + 60))
}
