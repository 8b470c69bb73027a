import { conformance, expect, type Stage, xml } from '#conformance'
import { rfc7622 } from './requirements.ts'

const verify = conformance(rfc7622)

verify('3.2/strips-a-final-dot', 'a ping to the server', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(
    xml`<iq type='get' to='${target.domain}.'><ping xmlns='urn:xmpp:ping'/></iq>`,
  )

  expect(answer).toFit({ type: 'result' })
})

const malformed: Readonly<Record<string, string>> = {
  'no domainpart behind a localpart': 'juliet@',
  'no domainpart before a resourcepart': '/balcony',
  'a domainpart of 1024 octets': `${'a'.repeat(63)}.`.repeat(15).concat('a'.repeat(64)),
}

for (const [situation, to] of Object.entries(malformed)) {
  verify('3.2/limits-the-length-of-domainparts', situation, async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='get' to='${to}'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toBeStanzaError('jid-malformed')
  })
}

const labels: Readonly<Record<string, string>> = {
  'a space': 'ver ona.example',
  'a symbol': 'verona♚.example',
  'an at-sign': 'juliet@ver@ona.example',
}

for (const [situation, to] of Object.entries(labels)) {
  verify('3.2.1/refuses-what-no-label-may-hold', `a domainpart with ${situation}`, async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='get' to='${to}'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toBeStanzaError('jid-malformed')
  })
}

const domains: Readonly<Record<string, (stage: Stage) => string>> = {
  'capital letters': ({ target }) => target.domain.toUpperCase(),
  'some capital letters': ({ target }) => target.domain.replace(/^./, (first) => first.toUpperCase()),
}

for (const [situation, domain] of Object.entries(domains)) {
  verify('3.2.3/compares-domainparts-without-case', `a ping to the server in ${situation}`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='get' to='${domain(stage)}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )

    expect(answer).toFit({ type: 'result' })
  })
}
