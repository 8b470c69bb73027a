/** Bytes of a file: no two places alike, and no text. */
export function bytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256))
}
