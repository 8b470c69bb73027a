import { createHash } from 'node:crypto'

/** What a component sends in its handshake: SHA-1 of stream id and secret, in lower-case hexadecimal (XEP-0114 §3). */
export function componentDigest(streamId: string, secret: string): string {
  return createHash('sha1')
    .update(streamId + secret)
    .digest('hex')
}
