import {
  conformance,
  expect,
  InconclusiveError,
  NS,
  openStream,
  type Stage,
  type WireStream,
  xml,
} from '#conformance'
import { rfc7590 } from './requirements.ts'

const verify = conformance(rfc7590)

/** A handshake of this version alone, with any suite; what came of it. */
async function handshake(
  stream: WireStream,
  { target }: Stage,
  version: 'TLSv1' | 'TLSv1.1',
): Promise<string> {
  const { caPem } = target.trust
  const only = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
  try {
    await stream.secure({ serverName: target.domain, caPem, ...only })
    return `${stream.tls?.getProtocol()}`
  } catch (error) {
    if (error instanceof InconclusiveError) return error.message
    throw error
  }
}

const REFUSED = /alert protocol version|alert handshake failure|the other side closed|ECONNRESET/

for (const version of ['TLSv1', 'TLSv1.1'] as const) {
  verify('1/no-outdated-tls', `${version} after STARTTLS`, async (stage) => {
    const { stream } = await stage.wire.open()
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))

    expect(await handshake(stream, stage, version), 'what came of a handshake').toMatch(REFUSED)
  })
}

verify('1/modern-suites', 'a client that knows nothing newer', async ({ wire, target }) => {
  const { stream } = await wire.open()
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  const { caPem } = target.trust
  await stream.secure({ serverName: target.domain, caPem, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })

  expect(stream.tls?.getCipher().standardName, 'the suite').toMatch(/^TLS_(EC)?DHE_.*_(GCM|CCM|POLY1305)/)
  expect(await openStream(stream, target.domain)).toFit({ name: 'features', ns: NS.streams })
})
