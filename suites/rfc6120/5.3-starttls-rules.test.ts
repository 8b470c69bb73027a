import {
  ALERT,
  clientHello,
  conformance,
  expect,
  extensionsOf,
  NS,
  openStream,
  RENEGOTIATION_INFO,
  recordTypes,
  scram,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '5.3.1/nothing-before-mandatory-tls',
  'a login with a right name by SCRAM',
  async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.open()
    const mandatory = features.child('starttls', NS.tls)?.child('required', NS.tls) !== undefined
    if (!mandatory) observe('leaves TLS to the client')

    const first = Buffer.from(scram.clientFirst(romeo.localpart, { flag: 'n' }).message).toString('base64')
    stream.send(xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${first}</auth>`)

    const answer = await stream.nextElement()
    if (mandatory) expect(answer).toFit({ name: /^(failure|error)$/ })
  },
)

verify('5.3.1/nothing-beside-mandatory-tls', 'features before TLS', async ({ wire, observe }) => {
  const { features } = await wire.open()
  const starttls = features.child('starttls', NS.tls)
  if (starttls?.child('required', NS.tls) === undefined) observe('leaves TLS to the client')
  else expect(features.elements().map(({ name, ns }) => `${name} ${ns}`)).toEqual([`starttls ${NS.tls}`])
})

for (const [situation, request] of [
  ['a request for TLS', "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
  ['a request of two tags', "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'></starttls>"],
] as const) {
  verify('5.3.3/no-whitespace-around-proceed', situation, async ({ wire, target }) => {
    const { stream } = await wire.open()
    const heard: Buffer[] = []
    const stop = stream.onBytes((bytes) => heard.push(bytes))

    stream.send(request)

    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    stop()
    expect(Buffer.concat(heard).toString(), 'all that came').toMatch(
      /^<[^<>]*proceed[^<>]*(\/>|><\/[^<>]*>)$/,
    )
    await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })
  })
}

verify('5.3.5/knows-secure-renegotiation', 'a ClientHello of TLS 1.2', async ({ wire, target }) => {
  const { stream } = await wire.open()
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  const heard: Buffer[] = []
  stream.onBytes((bytes) => heard.push(bytes))

  stream.send(clientHello(target.domain))

  await stream.next('a ServerHello')
  expect(extensionsOf(Buffer.concat(heard)) ?? [], 'the extensions of the ServerHello').toContain(
    RENEGOTIATION_INFO,
  )
})

verify(
  '5.3.5/ends-when-it-does-not-renegotiate',
  'a client of TLS 1.2 that insists on it',
  async ({ wire, target, observe }) => {
    const { stream } = await wire.open()
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    await stream.secure({
      serverName: target.domain,
      caPem: target.trust.caPem,
      maxVersion: 'TLSv1.2',
      // A client of OpenSSL ends the connection itself over a warning that nobody renegotiates.
      tap: { incoming: (bytes) => (recordTypes(bytes)[0] === ALERT ? Buffer.alloc(0) : bytes) },
    })
    await openStream(stream, target.domain)

    const renegotiated = new Promise<undefined>((resolve) => {
      stream.tls?.renegotiate({}, () => resolve(undefined))
    })

    const rest = await Promise.race([renegotiated, stream.closed()])
    if (rest === undefined) observe('renegotiates')
    else expect(rest.map(({ kind }) => kind)).toEqual(['end'])
  },
)
