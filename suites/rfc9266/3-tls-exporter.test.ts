import { base64, conformance, expect, fromBase64, NS, openStream, scram, xml } from '#conformance'
import { rfc9266 } from './requirements.ts'

const verify = conformance(rfc9266)

verify('3/binds-by-tls-exporter', 'a login under TLS 1.3', async ({ accounts, wire, target, observe }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
  const stream = await wire.connect()
  await openStream(stream, romeo.domain)
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  await stream.secure({ serverName: romeo.domain, caPem: target.trust.caPem, minVersion: 'TLSv1.3' })
  const features = await openStream(stream, romeo.domain)
  const listed = features.child('sasl-channel-binding', 'urn:xmpp:sasl-cb:0')?.elements() ?? []
  observe(`channel binding types listed: ${listed.map(({ type }) => type).join(', ') || 'none'}`)

  const data = stream.channelBinding('tls-exporter')
  const start = scram.clientFirst(romeo.localpart, { flag: 'p', type: 'tls-exporter', data })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('<success/>')).toFit({ name: 'success', ns: NS.sasl })
})
