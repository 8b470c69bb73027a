import { base64, conformance, expect, fromBase64, mechanismsOf, NS, scram, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('13.8.1/tls-before-sasl', 'the features before TLS', async ({ wire }) => {
  const { features } = await wire.open()

  expect(mechanismsOf(features), 'mechanisms offered before TLS').toEqual([])
})

verify('13.8.1/scram-sha-1', 'step by step', async ({ accounts, wire }) => {
  const [romeo] = await accounts.create('romeo')
  const { stream, features } = await wire.secured(romeo.domain)
  expect(mechanismsOf(features), 'mechanisms offered under TLS').toContain('SCRAM-SHA-1')

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  const success = await stream.nextElement('<success/>')
  expect(success).toFit({ name: 'success', ns: NS.sasl })
  expect(scram.provesServer(finish, fromBase64(success.text())), "whether the server's signature fits").toBe(
    true,
  )
})

verify('13.8.1/scram-sha-1', 'a stock client that sends a message', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const balcony = await juliet.login({ resource: 'balcony' })

  const stock = await accounts.stockLogin(romeo)

  stock.send(xml`<message to='${juliet.bareJid}' type='chat' id='m1'><body>Wherefore?</body></message>`)
  expect(await balcony.next({ name: 'message', id: 'm1' })).toFit({ from: stock.jid, type: 'chat' })
  const answer = balcony.send(xml`<message to='${stock.jid}' type='chat'><body>Therefore!</body></message>`)
  expect(await stock.next({ name: 'message', id: answer.id })).toFit({ from: balcony.jid, type: 'chat' })
})

verify('13.8.1/scram-sha-1-plus', 'bound by tls-exporter', async ({ accounts, wire }) => {
  const [romeo] = await accounts.create('romeo')
  const { stream, features } = await wire.secured(romeo.domain)
  expect(mechanismsOf(features), 'mechanisms offered under TLS').toContain('SCRAM-SHA-1-PLUS')

  const start = scram.clientFirst(romeo.localpart, {
    flag: 'p',
    type: 'tls-exporter',
    data: stream.channelBinding('tls-exporter'),
  })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  const success = await stream.nextElement('<success/>')
  expect(success).toFit({ name: 'success', ns: NS.sasl })
  expect(scram.provesServer(finish, fromBase64(success.text())), "whether the server's signature fits").toBe(
    true,
  )
})

verify('13.8.1/scram-sha-1-plus', 'bound by tls-exporter, after an abort', async ({ accounts, wire }) => {
  const [romeo] = await accounts.create('romeo')
  const { stream, features } = await wire.secured(romeo.domain)
  expect(mechanismsOf(features), 'mechanisms offered under TLS').toContain('SCRAM-SHA-1-PLUS')

  stream.send(xml`<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`)
  await stream.nextElement('a failure', (element) => element.is('failure', NS.sasl))

  const start = scram.clientFirst(romeo.localpart, {
    flag: 'p',
    type: 'tls-exporter',
    data: stream.channelBinding('tls-exporter'),
  })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  const success = await stream.nextElement('<success/>')
  expect(success).toFit({ name: 'success', ns: NS.sasl })
  expect(scram.provesServer(finish, fromBase64(success.text())), "whether the server's signature fits").toBe(
    true,
  )
})

verify(
  '13.8.1/enforces-channel-binding',
  'a login bound to the channel of another connection',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const elsewhere = await wire.secured(romeo.domain, 'elsewhere')

    const start = scram.clientFirst(romeo.localpart, {
      flag: 'p',
      type: 'tls-exporter',
      data: elsewhere.stream.channelBinding('tls-exporter'),
    })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge')
    expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
    const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('a failure')).toFit({ name: 'failure', ns: NS.sasl })
  },
)

verify('13.8.3/no-plain-without-tls', 'the features before TLS', async ({ wire }) => {
  const { features } = await wire.open()

  expect(mechanismsOf(features), 'mechanisms offered before TLS').not.toContain('PLAIN')
})

verify('13.8.3/no-plain-beside-scram', 'the features under TLS', async ({ wire }) => {
  const { features } = await wire.secured()
  const offered = mechanismsOf(features)

  const alternatives = offered.some((mechanism) => mechanism.startsWith('SCRAM-'))
  expect(alternatives ? offered : [], 'mechanisms offered under TLS').not.toContain('PLAIN')
})
