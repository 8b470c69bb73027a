import { base64, conformance, expect, fromBase64, mechanismsOf, NS, scram, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('6.3.1/nothing-without-sasl', 'a bind before any login', async ({ wire }) => {
  const { stream } = await wire.secured()

  stream.send(
    xml`<iq id='early' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>orchard</resource></bind></iq>`,
  )

  expect(await stream.nextElement('a refusal')).not.toFit({ name: 'iq', type: 'result' })
})

verify(
  '6.3.2/restarts-after-success',
  'a bind right after success, without a new header',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge')
    const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
    expect(await stream.nextElement('<success/>')).toFit({ name: 'success', ns: NS.sasl })
    stream.restart()

    stream.send(xml`<iq id='hasty' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`)

    const heard = await stream.closed()
    expect(heard.map(({ raw }) => raw).join(''), 'all that the server sent after success').not.toMatch(
      /<iq\b/,
    )
  },
)

verify(
  '6.3.4/no-mechanism-before-tls',
  'each mechanism that is offered before TLS works there',
  async ({ wire, observe }) => {
    const { stream, features } = await wire.open()
    const offered = mechanismsOf(features)
    observe(`before TLS it offers ${offered.join(', ') || 'no mechanism'}`)

    const demandsTls = features.child('starttls', NS.tls)?.child('required', NS.tls) !== undefined
    expect(demandsTls ? offered : [], 'mechanisms offered on a stream that requires TLS first').toEqual([])

    for (const mechanism of offered) {
      stream.send(xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'/>`)
      expect(await stream.nextElement(`an answer to ${mechanism}`)).not.toFit(
        xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><encryption-required/></failure>`,
      )
    }
  },
)

verify('6.3.5/no-white-space', 'a login by SCRAM', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  let heard = ''
  stream.tls?.on('data', (bytes: Uint8Array) => {
    heard += new TextDecoder().decode(bytes)
  })

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
  await stream.nextElement('<success/>', (element) => element.is('success', NS.sasl))

  expect(heard, 'all that the server sent from <auth/> to <success/>').toMatch(
    /^<challenge[^>]*>[^<]*<\/challenge><success[^>]*>([^<]*<\/success>)?$/,
  )
})

verify('6.3.5/writes-base64', 'a login by SCRAM', async ({ accounts, wire }) => {
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

  for (const { name, data } of [challenge, success].map((said) => ({ name: said.name, data: said.text() }))) {
    const canonical = Buffer.from(data, 'base64').toString('base64')
    expect(data, `data of <${name}/>`).toBe(canonical)
  }
})

for (const { who, authzid } of [
  { who: 'another account', authzid: (_own: string, other: string) => other },
  { who: 'an account that does not exist', authzid: (own: string) => `nobody-${own}` },
  { who: 'the domain', authzid: (own: string) => own.slice(own.indexOf('@') + 1) },
]) {
  verify('6.3.8/refuses-another-identity', `${who} as authorization identity`, async ({ accounts, wire }) => {
    const [romeo, juliet] = await accounts.createFor('SCRAM-SHA-1', 'romeo', 'juliet')
    const { stream } = await wire.secured(romeo.domain)

    const start = scram.clientFirst(romeo.localpart, { flag: 'n' }, authzid(romeo.bareJid, juliet.bareJid))
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    let answer = await stream.nextElement('a challenge or a failure')
    if (answer.is('challenge', NS.sasl)) {
      const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(answer.text()))
      stream.send(
        xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`,
      )
      answer = await stream.nextElement('a failure')
    }

    expect(answer).toFit(xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-authzid/></failure>`)
  })
}

verify('6.3.8/grants-the-own-identity', 'the own bare JID', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' }, romeo.bareJid)
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('<success/>')).toFit({ name: 'success', ns: NS.sasl })
})

verify('6.3.10/takes-an-initial-response', 'SCRAM', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  expect(fromBase64(challenge.text()), 'the challenge').toContain(`r=${start.nonce}`)
})

verify('6.3.10/asks-for-the-first-response', 'SCRAM', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  stream.send(xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'/>`)
  const question = await stream.nextElement('an empty challenge')
  expect(question).toFit({ name: 'challenge', ns: NS.sasl })
  expect(question.text(), 'data of the first challenge').toMatch(/^=?$/)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(start.message)}</response>`)
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  expect(fromBase64(challenge.text()), 'the challenge').toContain(`r=${start.nonce}`)
})
