import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAuthority } from './certificates.ts'

const LONG = `${'verona.'.repeat(34)}invalid`

/** Subject alternative names of a certificate as they are encoded, in hexadecimal. */
async function encoded(name: Parameters<typeof named>[0]): Promise<string> {
  return new X509Certificate(await named(name)).raw.toString('hex')
}

async function named(name: string | { srv: string } | { xmppAddr: string }): Promise<string> {
  const { certificatePem } = await (await createAuthority()).issue([name])
  return certificatePem
}

const hex = (text: string) => Buffer.from(text).toString('hex')

test.each(['far.test', LONG])('a name without more is a DNS-ID: %s', async (name) => {
  const { subjectAltName } = new X509Certificate(await named(name))
  expect(subjectAltName).toBe(`DNS:${name}`)
})

test('an SRV-ID is another name of type id-on-dnsSRV, in ASCII (RFC 4985)', async () => {
  const srv = '_xmpp-server.far.test'
  expect(await encoded({ srv })).toContain(`06082b06010505070807a0171615${hex(srv)}`)
})

test('an XmppAddr is another name of type id-on-xmppAddr, in UTF-8 (RFC 6120 §13.7.1.4)', async () => {
  expect(await encoded({ xmppAddr: 'bücher.test' })).toContain(
    `06082b06010505070805a00e0c0c${hex('bücher.test')}`,
  )
})
