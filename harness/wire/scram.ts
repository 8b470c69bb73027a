/**
 * The client's side of SCRAM (RFC 5802, RFC 7677), in steps that a verification may take one by one and
 * tamper with. Derived keys are cached by password, salt and iteration count: deriving costs
 * milliseconds, using a cached one microseconds.
 */
import { createHash, createHmac, pbkdf2Sync, randomUUID, timingSafeEqual } from 'node:crypto'
import { InconclusiveError } from '../core/errors.ts'

export type ScramHash = 'SHA-1' | 'SHA-256'

/** What would end or begin an attribute (RFC 5802 §5.1). */
const ESCAPES: Readonly<Record<string, string>> = { '=': '=3D', ',': '=2C' }
const NODE_NAMES = { 'SHA-1': 'sha1', 'SHA-256': 'sha256' } as const
const KEY_LENGTHS = { 'SHA-1': 20, 'SHA-256': 32 } as const

export interface ScramKeys {
  readonly clientKey: Buffer
  readonly storedKey: Buffer
  readonly serverKey: Buffer
}

const keyCache = new Map<string, ScramKeys>()

/** Keys of a password (RFC 5802 §3). @param salt raw bytes, or as a challenge has them, in base64 */
export function scramKeys(
  hash: ScramHash,
  password: string,
  salt: Buffer | string,
  iterations: number,
): ScramKeys {
  const encoded = typeof salt === 'string' ? salt : salt.toString('base64')
  const cacheKey = `${hash}:${iterations}:${encoded}:${password}`
  const cached = keyCache.get(cacheKey)
  if (cached !== undefined) return cached
  const bytes = Buffer.from(encoded, 'base64')
  const salted = pbkdf2Sync(password, bytes, iterations, KEY_LENGTHS[hash], NODE_NAMES[hash])
  const clientKey = hmac(hash, salted, 'Client Key')
  const keys = {
    clientKey,
    storedKey: createHash(NODE_NAMES[hash]).update(clientKey).digest(),
    serverKey: hmac(hash, salted, 'Server Key'),
  }
  keyCache.set(cacheKey, keys)
  return keys
}

/** How the exchange is bound to TLS: `n` not at all, `y` the client could but saw no offer, or by data. */
export type ChannelBinding =
  | { readonly flag: 'n' | 'y' }
  | { readonly flag: 'p'; readonly type: string; readonly data: Buffer }

export interface ScramStart {
  readonly gs2Header: string
  readonly bare: string
  /** client-first-message, not yet base64. */
  readonly message: string
  readonly nonce: string
  readonly binding: ChannelBinding
}

/** The client's first message (RFC 5802 §7). @param authzid written as it is, unescaped, when given */
export function clientFirst(username: string, binding: ChannelBinding, authzid = ''): ScramStart {
  const nonce = randomUUID()
  const flag = binding.flag === 'p' ? `p=${binding.type}` : binding.flag
  const gs2Header = `${flag},${authzid === '' ? '' : `a=${authzid}`},`
  const bare = `n=${username.replace(/[=,]/g, (character) => ESCAPES[character] ?? character)},r=${nonce}`
  return { gs2Header, bare, message: gs2Header + bare, nonce, binding }
}

/** Attributes of a SCRAM message by letter: `r`, `s`, `i`, `v`, `e`. */
export function scramAttributes(message: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {}
  for (const part of message.split(',')) attributes[part.slice(0, 1)] = part.slice(2)
  return attributes
}

export interface ScramFinish {
  /** client-final-message, not yet base64. */
  readonly message: string
  readonly withoutProof: string
  readonly proof: Buffer
  /** What the server must sign to show that it knows the account's keys. */
  readonly serverSignature: Buffer
}

/** What the final message says otherwise than the exchange asks for. The proof is the right one for it. */
export interface Tampering {
  /** In place of the challenge's. */
  readonly nonce?: string
  /** In place of GS2 header and channel binding data. */
  readonly binding?: Buffer
  /** Attributes before the proof, each after a comma. */
  readonly extensions?: string
}

/** Nonce, salt and iteration count, always in this order; extensions may follow (RFC 5802 §7). */
const CHALLENGE = /^r=([^,]+),s=([^,]+),i=([1-9]\d{0,8})(?:,|$)/

/**
 * The client's final message.
 * @param serverFirst as the server sent it, decoded
 * @throws InconclusiveError when it is no challenge to what the client began with
 */
export function clientFinal(
  hash: ScramHash,
  password: string,
  start: ScramStart,
  serverFirst: string,
  tampering: Tampering = {},
): ScramFinish {
  const [, nonce = '', salt = '', iterations = ''] = CHALLENGE.exec(serverFirst) ?? []
  if (nonce === '' || !nonce.startsWith(start.nonce)) {
    throw new InconclusiveError(
      `expected a SCRAM challenge with a nonce that continues ${start.nonce}, a salt and an iteration count, got "${serverFirst}"`,
    )
  }
  const keys = scramKeys(hash, password, salt, Number(iterations))
  const { nonce: written = nonce, binding = bindingOf(start), extensions = '' } = tampering
  const withoutProof = `c=${binding.toString('base64')},r=${written}${extensions}`
  const authMessage = `${start.bare},${serverFirst},${withoutProof}`
  const proof = xor(keys.clientKey, hmac(hash, keys.storedKey, authMessage))
  return {
    message: `${withoutProof},p=${proof.toString('base64')}`,
    withoutProof,
    proof,
    serverSignature: hmac(hash, keys.serverKey, authMessage),
  }
}

/** The signature comes first; extensions may follow (RFC 5802 §7). */
const VERIFIER = /^v=([^,]+)/

/** Whether the server's final message proves that it knows the account's keys (RFC 5802 §3). */
export function provesServer(finish: ScramFinish, serverFinal: string): boolean {
  const signature = Buffer.from(VERIFIER.exec(serverFinal)?.[1] ?? '', 'base64')
  return (
    signature.length === finish.serverSignature.length && timingSafeEqual(signature, finish.serverSignature)
  )
}

/** What `c` carries: the GS2 header, and behind it the data where there are any (RFC 5802 §7). */
function bindingOf({ gs2Header, binding }: ScramStart): Buffer {
  const header = Buffer.from(gs2Header)
  return binding.flag === 'p' ? Buffer.concat([header, binding.data]) : header
}

function hmac(hash: ScramHash, key: Buffer, text: string): Buffer {
  return createHmac(NODE_NAMES[hash], key).update(text).digest()
}

function xor(left: Buffer, right: Buffer): Buffer {
  const result = Buffer.from(left)
  for (let index = 0; index < result.length; index++) result[index] = (left[index] ?? 0) ^ (right[index] ?? 0)
  return result
}
