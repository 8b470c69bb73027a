/**
 * What a measured message carries in its body, in ASCII that no server has a reason to touch:
 * `T1|pair|sequence|nanoseconds from the start to the intended time|filler`.
 */

export interface Mark {
  /** Number of the pair: of its sending user. */
  readonly pair: number
  /** Counts the messages of the pair from 0. */
  readonly sequence: number
  readonly intendedNs: number
}

/** Where a mark stands in a message, and in a presence. */
const IN_BODY = Buffer.from('<body>T1|')
export const IN_STATUS = Buffer.from('<status>T1|')
const BAR = 0x7c
const DASH = 0x2d
const MARK_BEGINS = 'T1|'
const ID_TO_NUMBERS = Buffer.from(`'><body>${MARK_BEGINS}`)
/** Of five numbers. */
const MOST_DIGITS = 120

/** A body of exactly `length` bytes, or as many as the mark itself needs. */
export function markedBody(mark: Mark, length: number): string {
  return `${MARK_BEGINS}${mark.pair}|${mark.sequence}|${mark.intendedNs}|`.padEnd(length, 'x')
}

/** Every marked message of a thread is put together here, and is a string before the next one begins. */
const scratch = Buffer.alloc(1 << 16)
const ZERO = 0x30
const FILLER = 0x78

/**
 * A message that is the same each time but for its numbers, put together without a string for each piece:
 * at ten thousand a second those are what the garbage collector lives on.
 */
export class MarkedMessage {
  private readonly head: string
  private readonly tail: string
  private readonly bodyBytes: number
  private readonly encoding: 'latin1' | 'utf8'

  /** @param head up to the value of `id` @param tail from behind the body on */
  constructor(head: string, tail: string, bodyBytes: number) {
    this.head = head
    this.tail = tail
    this.bodyBytes = bodyBytes
    const bytes = Buffer.byteLength(head) + Buffer.byteLength(tail)
    this.encoding = bytes === head.length + tail.length ? 'latin1' : 'utf8'
    if (bytes + bodyBytes + MOST_DIGITS > scratch.length) {
      throw new RangeError(`a marked message of more than ${scratch.length} bytes`)
    }
  }

  text({ pair, sequence, intendedNs }: Mark): string {
    let at = scratch.write(this.head, 0, this.encoding)
    at = digits(pair, at)
    scratch[at++] = DASH
    at = digits(sequence, at)
    scratch.set(ID_TO_NUMBERS, at)
    const numbers = at + ID_TO_NUMBERS.length
    at = digits(pair, numbers)
    scratch[at++] = BAR
    at = digits(sequence, at)
    scratch[at++] = BAR
    at = digits(intendedNs, at)
    scratch[at++] = BAR
    const end = Math.max(at, numbers - MARK_BEGINS.length + this.bodyBytes)
    scratch.fill(FILLER, at, end)
    return scratch.toString(this.encoding, 0, end + scratch.write(this.tail, end, this.encoding))
  }
}

/** Writes a whole number into the scratch and gives the place behind it. */
function digits(value: number, at: number): number {
  let length = 1
  for (let power = 10; power <= value; power *= 10) length++
  let rest = value
  for (let place = at + length - 1; place >= at; place--) {
    const tens = Math.floor(rest / 10)
    scratch[place] = ZERO + rest - tens * 10
    rest = tens
  }
  return at + length
}

/** The mark of a message, of which `bytes` hold the source from `start` to `end`. */
export function readMark(bytes: Buffer, start: number, end: number, place = IN_BODY): Mark | undefined {
  const tag = bytes.indexOf(place, start)
  if (tag === -1 || tag >= end) return undefined
  let at = tag + place.length
  const fields = [0, 0, 0]
  for (let field = 0; field < 3; field++) {
    const begin = at
    let value = 0
    while (at < end && bytes[at] !== BAR) {
      const digit = (bytes[at] ?? 0) - 0x30
      if (digit < 0 || digit > 9) return undefined
      value = value * 10 + digit
      at++
    }
    if (at === end || at === begin) return undefined
    fields[field] = value
    at++
  }
  const [pair = 0, sequence = 0, intendedNs = 0] = fields
  return { pair, sequence, intendedNs }
}
