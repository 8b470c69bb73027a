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
const TAG_END = 0x3e
const MARK_BEGINS = 'T1|'

/** A body of exactly `length` bytes, or as many as the mark itself needs. */
export function markedBody(mark: Mark, length: number): string {
  return `${MARK_BEGINS}${mark.pair}|${mark.sequence}|${mark.intendedNs}|`.padEnd(length, 'x')
}

const ZERO = 0x30
const SEQUENCE_DIGITS = 10
/** Of nanoseconds: enough for a hundred days. */
const INTENDED_DIGITS = 16

/**
 * A message that is the same each time but for its numbers. They have places of a fixed width, so that nothing else
 * is written: a string for each piece would be what the garbage collector lives on at ten thousand a second.
 */
export class MarkedMessage {
  private readonly template: Buffer
  private readonly encoding: 'latin1' | 'utf8'
  private readonly inId: number
  private readonly inBody: number

  /** @param head up to the value of `id` @param tail from behind the body on */
  constructor(head: string, pair: number, tail: string, bodyBytes: number) {
    const mark = `${MARK_BEGINS}${pair}|${'0'.repeat(SEQUENCE_DIGITS)}|${'0'.repeat(INTENDED_DIGITS)}|`
    const beforeId = `${head}${pair}-`
    const beforeBody = `${beforeId}${'0'.repeat(SEQUENCE_DIGITS)}'><body>`
    const text = `${beforeBody}${mark.padEnd(bodyBytes, 'x')}${tail}`
    this.template = Buffer.from(text)
    this.encoding = this.template.length === text.length ? 'latin1' : 'utf8'
    this.inId = Buffer.byteLength(beforeId)
    this.inBody = Buffer.byteLength(`${beforeBody}${MARK_BEGINS}${pair}|`)
  }

  text(sequence: number, intendedNs: number): string {
    const { template, inId, inBody } = this
    writeNumber(template, inId, SEQUENCE_DIGITS, sequence)
    writeNumber(template, inBody, SEQUENCE_DIGITS, sequence)
    writeNumber(template, inBody + SEQUENCE_DIGITS + 1, INTENDED_DIGITS, intendedNs)
    return template.toString(this.encoding)
  }
}

/** So many digits fit into an integer as processors divide it; numbers with a fraction are divided far more slowly. */
const INTEGER_DIGITS = 8
const INTEGERS = 10 ** INTEGER_DIGITS

/** Writes a whole number with so many digits, zeros first. */
function writeNumber(bytes: Buffer, at: number, digits: number, value: number): void {
  const high = Math.floor(value / INTEGERS)
  const above = digits - INTEGER_DIGITS
  writeInteger(bytes, at, above, high)
  writeInteger(bytes, at + above, INTEGER_DIGITS, value - high * INTEGERS)
}

function writeInteger(bytes: Buffer, at: number, digits: number, value: number): void {
  let rest = value | 0
  for (let place = at + digits - 1; place >= at; place--) {
    const tens = (rest / 10) | 0
    bytes[place] = ZERO + rest - tens * 10
    rest = tens
  }
}

/** The mark of a message, of which `bytes` hold the source from `start` to `end`. */
export function readMark(bytes: Buffer, start: number, end: number, place = IN_BODY): Mark | undefined {
  // Most servers pass a message on with its body first; to search for it takes several times as long.
  const first = bytes.indexOf(TAG_END, start) + 1
  const tag = stands(place, bytes, first) ? first : find(place, bytes, start, end)
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

function find(text: Buffer, bytes: Buffer, start: number, end: number): number {
  const found = bytes.subarray(start, end).indexOf(text)
  return found === -1 ? -1 : start + found
}

function stands(text: Buffer, bytes: Buffer, at: number): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text[index]) return false
  return true
}
