import {
  base64,
  conformance,
  expect,
  fromBase64,
  mechanismsOf,
  NS,
  saslErrorConditions,
  scram,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

for (const { what, sent } of [
  { what: 'an abort', sent: `<abort xmlns='${NS.sasl}'/>` },
  { what: 'an unknown mechanism', sent: `<auth xmlns='${NS.sasl}' mechanism='X-ROMEO'/>` },
  { what: 'bad base64', sent: `<auth xmlns='${NS.sasl}' mechanism='SCRAM-SHA-1'>&#xA3;</auth>` },
  { what: 'no SCRAM', sent: `<auth xmlns='${NS.sasl}' mechanism='SCRAM-SHA-1'>${base64('Romeo')}</auth>` },
  { what: 'a response to nothing', sent: `<response xmlns='${NS.sasl}'>${base64('Romeo')}</response>` },
]) {
  verify('6.5/failure-has-one-defined-condition', what, async ({ wire }) => {
    const { stream } = await wire.secured()

    stream.send(sent)

    const failure = await stream.nextElement('a failure')
    expect(failure).toFit({ name: 'failure', ns: NS.sasl })
    const inside = failure.elements().filter((child) => !child.is('text', NS.sasl))
    expect(
      inside.map((child) => child.name),
      'the conditions of the failure',
    ).toHaveLength(1)
    expect(saslErrorConditions, 'the conditions that are defined').toContain(inside[0]?.name)
    expect(inside[0]).toFit({ ns: NS.sasl })
  })
}

verify(
  '6.5.4/encryption-required',
  'each mechanism that is offered under TLS alone',
  async ({ wire, observe }) => {
    const { stream, features } = await wire.open()
    const secured = await wire.secured()
    const beforeTls = mechanismsOf(features)
    // Without TLS there is nothing to bind a channel to: what -PLUS lacks there is not only encryption.
    const afterTls = mechanismsOf(secured.features).filter(
      (mechanism) => !beforeTls.includes(mechanism) && !mechanism.endsWith('-PLUS'),
    )
    if (afterTls.length === 0) observe('no mechanism needs TLS')

    for (const mechanism of afterTls) {
      stream.send(xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'/>`)
      expect(await stream.nextElement('a failure')).toFit(
        xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><encryption-required/></failure>`,
      )
    }
  },
)

verify('6.5.5/incorrect-encoding', 'an initial response that is no base64', async ({ wire }) => {
  const { stream } = await wire.secured()

  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>n,,n=romeo,r=rOprNGfwEbeRWgbNEkqO</auth>`,
  )

  expect(await stream.nextElement('a failure')).toFit(
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><incorrect-encoding/></failure>`,
  )
})

verify('6.5.5/incorrect-encoding', 'a response that is no base64', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))

  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${finish.message}</response>`)

  expect(await stream.nextElement('a failure')).toFit(
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><incorrect-encoding/></failure>`,
  )
})

for (const { what, auth } of [
  { what: 'a mechanism that nobody knows', auth: `<auth xmlns='${NS.sasl}' mechanism='X-ROMEO'/>` },
  { what: 'no mechanism', auth: `<auth xmlns='${NS.sasl}'/>` },
  { what: 'an empty mechanism', auth: `<auth xmlns='${NS.sasl}' mechanism=''/>` },
]) {
  verify('6.5.7/invalid-mechanism', what, async ({ wire }) => {
    const { stream } = await wire.secured()

    stream.send(auth)

    expect(await stream.nextElement('a failure')).toFit(
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-mechanism/></failure>`,
    )
  })
}

for (const { what, data } of [
  { what: 'a message that is not of SCRAM', data: base64('Wherefore art thou Romeo?') },
  { what: 'a message of no length', data: '=' },
  { what: 'a message without a nonce', data: base64('n,,n=romeo') },
  { what: 'a message without a username', data: base64('n,,r=rOprNGfwEbeRWgbNEkqO') },
  { what: 'a message with an unknown channel binding flag', data: base64('q,,n=romeo,r=rOprNGfwEbeRWgbN') },
]) {
  verify('6.5.8/malformed-request', what, async ({ wire, observe }) => {
    const { stream } = await wire.secured()

    stream.send(xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${data}</auth>`)

    const failure = await stream.nextElement('a failure')
    expect(failure).toFit({ name: 'failure', ns: NS.sasl })
    const [condition] = failure.elements().map(({ name }) => name)
    expect(['malformed-request', 'not-authorized'], 'conditions for broken syntax').toContain(condition)
    observe(`${what} is ${condition}`)
  })
}

verify('6.5.10/not-authorized', 'a wrong password', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', 'not the password', start, fromBase64(challenge.text()))

  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('a failure')).toFit(
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
  )
})

verify(
  '6.5.10/unknown-account-fails-alike',
  'an account that does not exist',
  async ({ accounts, wire, target }) => {
    const { stream } = await wire.secured(target.domain)
    const start = scram.clientFirst(accounts.unused('paris'), { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    let answer = await stream.nextElement('a challenge or a failure')
    if (answer.is('challenge', NS.sasl)) {
      const finish = scram.clientFinal('SHA-1', 'not the password', start, fromBase64(answer.text()))
      stream.send(
        xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`,
      )
      answer = await stream.nextElement('a failure')
    }

    expect(answer).toFit(xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`)
  },
)

verify(
  '6.5.10/unknown-account-is-challenged-alike',
  'an account that does not exist, asked for twice',
  async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const unknown = accounts.unused('paris')
    const heard: Record<string, string>[] = []
    for (const username of [romeo.localpart, unknown, unknown]) {
      const { stream } = await wire.secured(romeo.domain)
      const start = scram.clientFirst(username, { flag: 'n' })
      stream.send(
        xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
      )
      const challenge = await stream.nextElement('a challenge')
      expect(challenge, `the answer to ${username}`).toFit({ name: 'challenge', ns: NS.sasl })
      heard.push(scram.scramAttributes(fromBase64(challenge.text())))
    }

    const [known, first, second] = heard
    expect(first?.['i'], 'the iteration count of an unknown account').toBe(known?.['i'])
    expect(first?.['s']?.length, 'the length of the salt of an unknown account').toBe(known?.['s']?.length)
    expect(second?.['s'], 'the salt of an unknown account, asked for again').toBe(first?.['s'])
  },
)
