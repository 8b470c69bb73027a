import { conformance, expect, NS, scram, xml } from '#conformance'
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
