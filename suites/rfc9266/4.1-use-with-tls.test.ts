import {
  base64,
  bindResource,
  conformance,
  type Element,
  expect,
  fromBase64,
  NS,
  openStream,
  scram,
  type WireStream,
  xml,
} from '#conformance'
import { rfc9266 } from './requirements.ts'

const verify = conformance(rfc9266)

interface Romeo {
  readonly localpart: string
}

/** A login that is bound by tls-exporter, and how it comes out. */
async function logIn(stream: WireStream, romeo: Romeo, password: string): Promise<Element> {
  const data = stream.channelBinding('tls-exporter')
  const start = scram.clientFirst(romeo.localpart, { flag: 'p', type: 'tls-exporter', data })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge or a failure')
  if (!challenge.is('challenge', NS.sasl)) return challenge
  const finish = scram.clientFinal('SHA-1', password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
  return stream.nextElement('success or a failure')
}

verify(
  '4.1/binds-one-authentication',
  'a right password after a wrong one, on the same connection',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    expect(await logIn(stream, romeo, `not ${romeo.password}`)).toFit({ name: 'failure', ns: NS.sasl })

    expect(await logIn(stream, romeo, romeo.password)).toFit({ name: /^(failure|error)$/ })
  },
)

verify('4.1/ends-tls-with-the-stream', 'a client that closes its stream', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  expect(await logIn(stream, romeo, romeo.password)).toFit({ name: 'success', ns: NS.sasl })
  stream.restart()
  await openStream(stream, romeo.domain)
  await bindResource(stream, 'orchard')

  stream.send('</stream:stream>')

  expect((await stream.closed()).map(({ kind }) => kind)).toEqual(['close', 'end'])
})
