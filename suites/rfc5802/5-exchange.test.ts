import { base64, conformance, expect, fromBase64, NS, scram, xml } from '#conformance'
import { outcomeOf } from './outcome.ts'
import { rfc5802 } from './requirements.ts'

const verify = conformance(rfc5802)

const failure = { name: 'failure', ns: NS.sasl }
const challengeOf = { name: 'challenge', ns: NS.sasl }

for (const { what, message } of [
  { what: 'no GS2 header', message: (bare: string) => bare },
  { what: 'another letter', message: (bare: string) => `x,,${bare}` },
  { what: 'a capital letter', message: (bare: string) => `N,,${bare}` },
  { what: 'an empty flag', message: (bare: string) => `,,${bare}` },
]) {
  verify('5/first-message-begins-with-a-flag', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })

    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(message(start.bare))}</auth>`,
    )

    expect(await outcomeOf(stream, start, romeo.password)).toFit(failure)
  })
}

/** A soft hyphen is nothing under SASLprep. */
function hyphenated(localpart: string): string {
  return `${localpart.slice(0, 2)}\u00AD${localpart.slice(2)}`
}

verify('5.1/compares-prepared-usernames', 'a username with a soft hyphen', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(hyphenated(romeo.localpart), { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const hyphened = await stream.nextElement('a challenge')
  expect(hyphened).toFit(challengeOf)

  const other = await wire.secured(romeo.domain, 'other')
  const plain = scram.clientFirst(romeo.localpart, { flag: 'n' })
  other.stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(plain.message)}</auth>`,
  )
  const unhyphened = await other.stream.nextElement('a challenge')
  const saltOf = (text: string) => scram.scramAttributes(fromBase64(text))['s']
  expect(saltOf(hyphened.text()), 'the salt, which is that of the account').toBe(saltOf(unhyphened.text()))
})

verify('5.1/hashes-the-username-as-received', 'a username with a soft hyphen', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(hyphenated(romeo.localpart), { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit(challengeOf)
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  const success = await stream.nextElement('<success/>')
  expect(success).toFit({ name: 'success', ns: NS.sasl })
  expect(scram.provesServer(finish, fromBase64(success.text())), "whether the server's signature fits").toBe(
    true,
  )
})

for (const { what, username } of [
  { what: 'no characters', username: '' },
  { what: 'a soft hyphen alone', username: '\u00AD' },
  { what: 'a control character', username: 'ro\u0007meo' },
  { what: 'a character for private use', username: 'romeo\uE000' },
]) {
  verify('5.1/refuses-an-unusable-username', what, async ({ wire, target }) => {
    const { stream } = await wire.secured(target.domain)
    const start = scram.clientFirst(username, { flag: 'n' })

    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )

    expect(await outcomeOf(stream, start, 'whatever it may be')).toFit(failure)
  })
}

for (const { what, spoil } of [
  { what: 'an equals sign before a letter', spoil: (localpart: string) => `=${localpart}` },
  { what: 'a lower-case escape', spoil: (localpart: string) => `${localpart}=2c` },
  { what: 'an equals sign at the end', spoil: (localpart: string) => `${localpart}=` },
  { what: 'another escape', spoil: (localpart: string) => `${localpart}=41` },
]) {
  verify('5.1/refuses-a-stray-equals-sign', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const plain = scram.clientFirst(romeo.localpart, { flag: 'n' })
    const bare = `n=${spoil(romeo.localpart)},r=${plain.nonce}`
    const start = { ...plain, bare, message: `n,,${bare}` }

    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )

    expect(await outcomeOf(stream, start, romeo.password)).toFit(failure)
  })
}

verify('5.1/refuses-mandatory-extensions', 'in the first message', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const plain = scram.clientFirst(romeo.localpart, { flag: 'n' })
  const bare = `m=balcony,${plain.bare}`
  const start = { ...plain, bare, message: `n,,${bare}` }

  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  expect(await outcomeOf(stream, start, romeo.password)).toFit(failure)
})

verify('5.1/refuses-mandatory-extensions', 'in the final message', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()), {
    extensions: ',m=balcony',
  })

  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('a failure')).toFit(failure)
})

verify('5.1/ignores-optional-extensions', 'in both messages', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const plain = scram.clientFirst(romeo.localpart, { flag: 'n' })
  const start = { ...plain, bare: `${plain.bare},x=orchard`, message: `${plain.message},x=orchard` }

  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit(challengeOf)
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()), {
    extensions: ',z=balcony',
  })
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

  expect(await stream.nextElement('<success/>')).toFit({ name: 'success', ns: NS.sasl })
})

for (const { what, other } of [
  { what: 'the nonce and a character more', other: (nonce: string) => `${nonce}A` },
  { what: 'the nonce with its last character changed', other: (nonce: string) => nonce.replace(/.$/, '~') },
  { what: "the client's part of the nonce alone", other: (_nonce: string, own: string) => own },
  { what: 'no nonce', other: () => '' },
]) {
  verify('5.1/refuses-another-nonce', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    const challenge = fromBase64((await stream.nextElement('a challenge')).text())
    const { r: nonce = '' } = scram.scramAttributes(challenge)
    const finish = scram.clientFinal('SHA-1', romeo.password, start, challenge, {
      nonce: other(nonce, start.nonce),
    })

    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('a failure')).toFit(failure)
  })
}

verify('5.1/sends-salt-and-iteration-count', 'a challenge', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })

  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit(challengeOf)
  expect(fromBase64(challenge.text()), 'the first message of the server').toMatch(
    /^r=[^,]+,s=[A-Za-z0-9+/]+=*,i=[1-9]\d*(,.*)?$/,
  )
})

verify('5.1/hashes-often-enough', 'a challenge', async ({ accounts, wire, observe }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })

  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  const challenge = await stream.nextElement('a challenge')
  const iterations = Number(scram.scramAttributes(fromBase64(challenge.text()))['i'])
  observe(`${iterations} iterations`)
  expect(iterations, 'the iteration count').toBeGreaterThanOrEqual(4096)
})
