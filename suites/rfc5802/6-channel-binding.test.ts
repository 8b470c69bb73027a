import {
  base64,
  conformance,
  expect,
  fromBase64,
  mechanismsOf,
  NS,
  openStream,
  scram,
  xml,
} from '#conformance'
import { outcomeOf } from './outcome.ts'
import { rfc5802 } from './requirements.ts'

const verify = conformance(rfc5802)

const failure = { name: 'failure', ns: NS.sasl }

verify('6/offers-the-plain-variant-too', 'the features under TLS', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')

  const { features } = await wire.secured(romeo.domain)

  const offered = mechanismsOf(features)
  expect(offered, 'mechanisms offered under TLS').toContain('SCRAM-SHA-1-PLUS')
  expect(offered, 'mechanisms offered under TLS').toContain('SCRAM-SHA-1')
})

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  verify(
    '6/makes-good-what-it-offers-with-binding',
    `under ${version}`,
    async ({ accounts, wire, target, observe }) => {
      const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
      const stream = await wire.connect()
      await openStream(stream, romeo.domain)
      stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
      await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
      const { caPem } = target.trust
      await stream.secure({ serverName: romeo.domain, caPem, minVersion: version, maxVersion: version })
      const offered = mechanismsOf(await openStream(stream, romeo.domain))
      if (!offered.includes('SCRAM-SHA-1-PLUS')) {
        observe(`offers no channel binding under ${version}`)
        return
      }

      const type = version === 'TLSv1.2' ? 'tls-unique' : 'tls-exporter'
      const start = scram.clientFirst(romeo.localpart, { flag: 'p', type, data: stream.channelBinding(type) })
      stream.send(
        xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
      )

      expect(await outcomeOf(stream, start, romeo.password)).toFit({ name: 'success', ns: NS.sasl })
    },
  )
}

verify('6/makes-good-what-it-offers-without-binding', 'the flag n', async ({ accounts, wire, observe }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream, features } = await wire.secured(romeo.domain)
  if (!mechanismsOf(features).includes('SCRAM-SHA-1')) {
    observe('offers no mechanism without channel binding')
    return
  }

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  expect(await outcomeOf(stream, start, romeo.password)).toFit({ name: 'success', ns: NS.sasl })
})

verify('6/notices-a-downgrade', 'the flag y', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'y' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  expect(await outcomeOf(stream, start, romeo.password)).toFit(failure)
})

verify('6/notices-a-downgrade', 'the flag y, after an aborted handshake', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  stream.send(xml`<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`)
  await stream.nextElement('a failure', (element) => element.is('failure', NS.sasl))

  const start = scram.clientFirst(romeo.localpart, { flag: 'y' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  expect(await outcomeOf(stream, start, romeo.password)).toFit(failure)
})

for (const type of ['tls-romeo', 'tls-unique']) {
  verify(
    '6/refuses-an-unknown-channel-binding',
    `${type} under TLS 1.3`,
    async ({ accounts, wire, target }) => {
      const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
      const stream = await wire.connect()
      await openStream(stream, romeo.domain)
      stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
      await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
      await stream.secure({ serverName: romeo.domain, caPem: target.trust.caPem, minVersion: 'TLSv1.3' })
      await openStream(stream, romeo.domain)

      const data = Buffer.from(stream.tls?.getFinished() ?? '')
      const start = scram.clientFirst(romeo.localpart, { flag: 'p', type, data })
      stream.send(
        xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
      )
      expect(await outcomeOf(stream, start, romeo.password)).toFit(failure)
    },
  )
}

for (const { what, binding } of [
  { what: 'another flag', binding: 'y,,' },
  { what: 'an authorization identity', binding: 'n,a=juliet,' },
  { what: 'channel binding data that the flag does not announce', binding: 'n,,romeo' },
  { what: 'nothing', binding: '' },
]) {
  verify('6/validates-the-gs2-header', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge')
    const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()), {
      binding: Buffer.from(binding),
    })

    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('a failure')).toFit(failure)
  })
}

for (const { what, tampered } of [
  {
    what: 'one bit changed',
    tampered: (data: Buffer) => data.map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
  },
  { what: 'cut short', tampered: (data: Buffer) => data.subarray(0, 16) },
  { what: 'nothing', tampered: () => Buffer.alloc(0) },
  { what: 'zeroes', tampered: (data: Buffer) => Buffer.alloc(data.length) },
]) {
  verify('6/validates-the-channel-binding', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const data = Buffer.from(tampered(stream.channelBinding('tls-exporter')))
    const start = scram.clientFirst(romeo.localpart, { flag: 'p', type: 'tls-exporter', data })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge')
    const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))

    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('a failure')).toFit(failure)
  })
}

for (const type of ['tls-exporter', 'tls-server-end-point'] as const) {
  verify('6.1/binds-by-each-type-that-it-lists', type, async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
    const { stream, features } = await wire.secured(romeo.domain)
    const listed = features.child('sasl-channel-binding', 'urn:xmpp:sasl-cb:0')?.elements() ?? []

    const data = stream.channelBinding(type)
    const start = scram.clientFirst(romeo.localpart, { flag: 'p', type, data })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
    )

    const outcome = await outcomeOf(stream, start, romeo.password)
    const isListed = listed.some((binding) => binding.type === type)
    observe(`${type} is ${isListed ? '' : 'not '}listed: ${outcome.name}`)
    expect(isListed ? outcome.name : 'success', `the outcome of a login bound by ${type}`).toBe('success')
  })
}

verify('6.1/binds-by-tls-unique', 'a login under TLS 1.2', async ({ accounts, wire, target }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
  const stream = await wire.connect()
  await openStream(stream, romeo.domain)
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  await stream.secure({ serverName: romeo.domain, caPem: target.trust.caPem, maxVersion: 'TLSv1.2' })
  const features = await openStream(stream, romeo.domain)
  expect(mechanismsOf(features), 'mechanisms offered under TLS 1.2').toContain('SCRAM-SHA-1-PLUS')

  const data = stream.channelBinding('tls-unique')
  const start = scram.clientFirst(romeo.localpart, { flag: 'p', type: 'tls-unique', data })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1-PLUS'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('<success/>')).toFit({ name: 'success', ns: NS.sasl })
})
