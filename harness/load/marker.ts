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

/** A body of exactly `length` bytes, or as many as the mark itself needs. */
export function markedBody(mark: Mark, length: number): string {
  return `T1|${mark.pair}|${mark.sequence}|${mark.intendedNs}|`.padEnd(length, 'x')
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
