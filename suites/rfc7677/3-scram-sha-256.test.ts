import { base64, conformance, expect, fromBase64, NS, scram, xml } from '#conformance'
import { rfc7677 } from './requirements.ts'

const verify = conformance(rfc7677)

verify('3/scram-sha-256', 'the right password', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-256', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-256', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  const success = await stream.nextElement('<success/>')
  expect(success).toFit({ name: 'success', ns: NS.sasl })
  expect(fromBase64(success.text()), 'the final message of the server').toBe(
    `v=${finish.serverSignature.toString('base64')}`,
  )
})

verify('3/scram-sha-256', 'a wrong password', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-256', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-256', 'not the password', start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('a failure')).toFit(
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
  )
})

for (const { what, channel, outcome } of [
  { what: 'bound to its own channel', channel: 'own', outcome: 'success' },
  { what: 'bound to the channel of another connection', channel: 'elsewhere', outcome: 'failure' },
] as const) {
  verify('3/scram-sha-256-plus', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-256-PLUS', 'romeo')
    const own = await wire.secured(romeo.domain)
    const elsewhere = await wire.secured(romeo.domain, 'elsewhere')
    const { stream } = own

    const data = { own, elsewhere }[channel].stream.channelBinding('tls-exporter')
    const start = scram.clientFirst(romeo.localpart, { flag: 'p', type: 'tls-exporter', data })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256-PLUS'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge')
    expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
    const finish = scram.clientFinal('SHA-256', romeo.password, start, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('the outcome')).toFit({ name: outcome, ns: NS.sasl })
  })
}

verify('3/hashes-often-enough', 'a challenge', async ({ accounts, wire, observe }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-256', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })

  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>${base64(start.message)}</auth>`,
  )

  const challenge = await stream.nextElement('a challenge')
  const iterations = Number(scram.scramAttributes(fromBase64(challenge.text()))['i'])
  observe(`${iterations} iterations`)
  expect(iterations, 'the iteration count').toBeGreaterThanOrEqual(4096)
})
