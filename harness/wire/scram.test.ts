import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { InconclusiveError } from '../core/errors.ts'
import {
  clientFinal,
  clientFirst,
  provesServer,
  type ScramStart,
  scramAttributes,
  scramKeys,
} from './scram.ts'

/** A start whose nonce is known, as in the examples of the specifications. */
function startWith(nonce: string): ScramStart {
  const bare = `n=user,r=${nonce}`
  return { gs2Header: 'n,,', bare, message: `n,,${bare}`, nonce, binding: { flag: 'n' } }
}

describe('the numbers of the specifications', () => {
  test.each([
    {
      source: 'RFC 5802 §5',
      hash: 'SHA-1',
      nonce: 'fyko+d2lbbFgONRv9qkxdawL',
      serverFirst: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
      final: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
      serverFinal: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
    },
    {
      source: 'RFC 7677 §3',
      hash: 'SHA-256',
      nonce: 'rOprNGfwEbeRWgbNEkqO',
      serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
      final:
        'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
      serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    },
  ] as const)('$source, $hash', ({ hash, nonce, serverFirst, final, serverFinal }) => {
    const finish = clientFinal(hash, 'pencil', startWith(nonce), serverFirst)
    expect(finish.message).toBe(final)
    expect(`${finish.withoutProof},p=${finish.proof.toString('base64')}`).toBe(final)
    expect(provesServer(finish, serverFinal)).toBe(true)
  })
})

test('a final message that was tampered with has the proof that is right for it', () => {
  const serverFirst = 'r=fykoserver,s=QSXCR+Q6sek8bf92,i=2'
  const start = startWith('fyko')
  const binding = Buffer.from('y,,')
  const finish = clientFinal('SHA-1', 'pencil', start, serverFirst, {
    nonce: 'other',
    binding,
    extensions: ',m=1',
  })
  expect(finish.withoutProof).toBe('c=eSws,r=other,m=1')
  const keys = scramKeys('SHA-1', 'pencil', Buffer.from('QSXCR+Q6sek8bf92', 'base64'), 2)
  const signature = createHmac('sha1', keys.storedKey)
    .update(`${start.bare},${serverFirst},${finish.withoutProof}`)
    .digest()
  const clientKey = finish.proof.map((byte, index) => byte ^ (signature[index] ?? 0))
  expect(Buffer.from(clientKey)).toEqual(keys.clientKey)
})

describe("the client's first message", () => {
  test.each([
    ['without channel binding', { flag: 'n' }, '', 'n,,'],
    ['by a client that could bind', { flag: 'y' }, '', 'y,,'],
    ['bound', { flag: 'p', type: 'tls-exporter', data: Buffer.of(1) }, '', 'p=tls-exporter,,'],
    ['on behalf of another', { flag: 'n' }, 'juliet@example.org', 'n,a=juliet@example.org,'],
  ] as const)('%s', (_, binding, authzid, gs2Header) => {
    const start = clientFirst('romeo', binding, authzid)
    expect(start.gs2Header).toBe(gs2Header)
    expect(start.message).toBe(`${gs2Header}n=romeo,r=${start.nonce}`)
    expect(start.bare).toBe(`n=romeo,r=${start.nonce}`)
  })

  test('has a nonce of its own, printable and without a comma', () => {
    const [one, other] = [clientFirst('romeo', { flag: 'n' }), clientFirst('romeo', { flag: 'n' })]
    expect(one.nonce).not.toBe(other.nonce)
    expect(one.nonce).toMatch(/^[\x21-\x2b\x2d-\x7e]{18,}$/)
  })

  test('escapes equals signs and commas in the name', () => {
    expect(clientFirst('a=b,c=2C', { flag: 'n' }).bare).toMatch(/^n=a=3Db=2Cc=3D2C,r=/)
  })
})

describe("the client's final message", () => {
  const start = clientFirst('romeo', { flag: 'p', type: 'tls-exporter', data: Buffer.from('the binding') })
  const serverFirst = `r=${start.nonce}more,s=QSXCR+Q6sek8bf92,i=2`

  test('holds the GS2 header and the binding data', () => {
    const { c } = scramAttributes(clientFinal('SHA-256', 'pencil', start, serverFirst).message)
    expect(Buffer.from(c ?? '', 'base64').toString()).toBe('p=tls-exporter,,the binding')
  })

  test('differs with the password, the salt and the iteration count', () => {
    const proofs = [
      clientFinal('SHA-1', 'pencil', start, serverFirst),
      clientFinal('SHA-1', 'pencils', start, serverFirst),
      clientFinal('SHA-1', 'pencil', start, serverFirst.replace('QSX', 'QSY')),
      clientFinal('SHA-1', 'pencil', start, serverFirst.replace('i=2', 'i=3')),
    ].map(({ proof }) => proof.toString('base64'))
    expect(new Set(proofs).size).toBe(4)
  })

  test.each([
    ['nothing', ''],
    ['no SCRAM at all', 'hello'],
    ['an error', 'e=unknown-user'],
    ['the nonce of another', 'r=somebody,s=QSXCR+Q6sek8bf92,i=4096'],
    ['no salt', `r=${start.nonce}more,i=4096`],
    ['no iteration count', `r=${start.nonce}more,s=QSXCR+Q6sek8bf92`],
    ['no iteration', `r=${start.nonce}more,s=QSXCR+Q6sek8bf92,i=0`],
    ['an iteration count that would take for ever', `r=${start.nonce}more,s=QSXCR+Q6sek8bf92,i=9999999999`],
    ['an iteration count that is no number', `r=${start.nonce}more,s=QSXCR+Q6sek8bf92,i=4e3`],
  ])('is not made for a challenge with %s', (_, challenge) => {
    expect(() => clientFinal('SHA-1', 'pencil', start, challenge)).toThrow(InconclusiveError)
    expect(() => clientFinal('SHA-1', 'pencil', start, challenge)).toThrow(
      `expected a SCRAM challenge with a nonce that continues ${start.nonce}, a salt and an iteration count, got "${challenge}"`,
    )
  })
})

describe("the server's final message", () => {
  const start = clientFirst('romeo', { flag: 'n' })
  const finish = clientFinal('SHA-1', 'pencil', start, `r=${start.nonce}more,s=QSXCR+Q6sek8bf92,i=2`)
  const signature = finish.serverSignature.toString('base64')

  test.each([
    ['the signature', `v=${signature}`, true],
    ['the signature and an extension', `v=${signature},x=1`, true],
    ['another signature', `v=${Buffer.alloc(20).toString('base64')}`, false],
    ['a part of the signature', `v=${signature.slice(0, 8)}`, false],
    ['an error', 'e=other-error', false],
    ['nothing', '', false],
  ])('with %s', (_, message, proves) => {
    expect(provesServer(finish, message)).toBe(proves)
  })
})

test('attributes keep what follows the first equals sign', () => {
  expect(scramAttributes('r=a=b,s=QQ==,i=4096')).toEqual({ r: 'a=b', s: 'QQ==', i: '4096' })
})

test('keys are derived once for a password, salt, count and hash', () => {
  const salt = Buffer.from('salt')
  const keys = scramKeys('SHA-256', 'pencil', salt, 10)
  expect(scramKeys('SHA-256', 'pencil', Buffer.from('salt'), 10)).toBe(keys)
  expect(scramKeys('SHA-256', 'pencil', salt, 11)).not.toBe(keys)
  expect(scramKeys('SHA-256', 'pencil', Buffer.from('pepper'), 10)).not.toBe(keys)
  expect(scramKeys('SHA-256', 'pencils', salt, 10)).not.toBe(keys)
  expect(scramKeys('SHA-1', 'pencil', salt, 10).storedKey).toHaveLength(20)
  expect(keys.storedKey).toHaveLength(32)
})
