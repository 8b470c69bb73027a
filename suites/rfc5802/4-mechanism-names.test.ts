import { base64, conformance, expect, fromBase64, NS, scram, xml } from '#conformance'
import { rfc5802 } from './requirements.ts'

const verify = conformance(rfc5802)

verify('4/scram-sha-1', 'an exchange from end to end', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  const success = await stream.nextElement('<success/>')
  expect(success).toFit({ name: 'success', ns: NS.sasl })
  expect(fromBase64(success.text()), 'the final message of the server').toBe(
    `v=${finish.serverSignature.toString('base64')}`,
  )
})
