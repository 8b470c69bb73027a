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
const CDATA_END = Buffer.from(']]>')
const DECLARATION_END = Buffer.from('?>')

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

  /**
   * @param length how many of the bytes are meant: what is read into the same memory each time needs no view of its own
   * @throws FramingError
   */
  push(chunk: Buffer, length = chunk.length): void {
    if (this.rest === undefined) this.scan(chunk, length)
    else {
      const bytes = Buffer.concat([this.rest, chunk.subarray(0, length)])
      this.scan(bytes, bytes.length)
    }
  }

  private scan(bytes: Buffer, length: number): void {
    let begin = 0
    let at = this.scanned
    for (;;) {
      const tag = nextTag(bytes, at, length)
      if (this.depth <= 1) {
        checkBlank(bytes, at, tag)
        begin = tag
      }
      at = tag
      if (tag === length) break
      const second = tag + 1 < length ? bytes[tag + 1] : undefined
      const end = this.endOf(bytes, tag, second, length)
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
    if (length - begin > MAX_ELEMENT_BYTES) {
      throw new FramingError(`an element of more than ${MAX_ELEMENT_BYTES} bytes`)
    }
    // A copy: the chunk belongs to the reader, who may read the next one into the same memory.
    this.rest = begin === length ? undefined : Buffer.from(bytes.subarray(begin, length))
    this.scanned = at - begin
  }

  /** The position behind the markup that begins at `tag`, or -1 while it is not all there. */
  private endOf(bytes: Buffer, tag: number, second: number | undefined, length: number): number {
    if (second === undefined) return -1
    if (second === BANG) return this.endOfCdata(bytes, tag, length)
    if (second === QUESTION) return this.endOfDeclaration(bytes, tag, length)
    return endOfTag(bytes, tag + 1, length)
  }

  private endOfCdata(bytes: Buffer, tag: number, length: number): number {
    const known = Math.min(CDATA.length, length - tag)
    if (this.depth < 2 || bytes.compare(CDATA, 0, known, tag, tag + known) !== 0) {
      throw new FramingError(`markup that a stream may not carry: ${excerpt(bytes, tag, length)}`)
    }
    return endOf(CDATA_END, bytes, tag + CDATA.length, length)
  }

  private endOfDeclaration(bytes: Buffer, tag: number, length: number): number {
    if (this.depth > 0) throw new FramingError(`a processing instruction: ${excerpt(bytes, tag, length)}`)
    return endOf(DECLARATION_END, bytes, tag, length)
  }
}

/** Where the next markup begins, or the end of the bytes. */
function nextTag(bytes: Buffer, from: number, length: number): number {
  if (from === length) return length
  // Most tags follow each other at once.
  const tag = bytes[from] === LT ? from : bytes.indexOf(LT, from)
  return tag === -1 || tag > length ? length : tag
}

/** The position behind the text, or -1 while it is not all there. */
function endOf(text: Buffer, bytes: Buffer, from: number, length: number): number {
  const begin = bytes.indexOf(text, from)
  const end = begin + text.length
  return begin === -1 || end > length ? -1 : end
}

/** The position behind the `>` that closes a tag; one inside a quoted value does not. */
function endOfTag(bytes: Buffer, from: number, length: number): number {
  let quote = 0
  for (let at = from; at < length; at++) {
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
      throw new FramingError(`character data between stanzas: ${excerpt(bytes, at, to)}`)
    }
  }
}

function excerpt(bytes: Buffer, at: number, end: number): string {
  return JSON.stringify(bytes.toString('utf8', at, Math.min(at + 60, end)))
}
