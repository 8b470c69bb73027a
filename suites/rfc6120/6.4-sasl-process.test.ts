import {
  authenticate,
  base64,
  conformance,
  expect,
  fromBase64,
  mechanismsOf,
  NS,
  openStream,
  scram,
  type WireStream,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('6.4.1/new-stream-after-tls', 'a header under TLS', async ({ wire, target }) => {
  const { stream } = await wire.open()
  const before = stream.events.find((event) => event.kind === 'header')?.element.id
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })

  stream.send(wire.header({ to: target.domain }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ name: 'stream', ns: NS.streams, id: /./ })
  expect(element.id, 'the stream id under TLS').not.toBe(before)
})

verify('6.4.1/features-after-tls', 'a header under TLS', async ({ wire, target }) => {
  const { stream } = await wire.open()
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })

  stream.send(wire.header({ to: target.domain }))

  await stream.nextHeader()
  expect(await stream.nextElement('stream features')).toFit({ name: 'features', ns: NS.streams })
})

verify('6.4.1/offers-sasl-under-tls', 'a client that has not logged in', async ({ wire, observe }) => {
  const { features } = await wire.secured()

  expect(features).toFit(
    xml`<features xmlns='http://etherx.jabber.org/streams'><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></features>`,
  )
  observe(`under TLS it offers ${mechanismsOf(features).sort().join(', ')}`)
})

verify('6.4.1/lists-each-mechanism', 'a choice of each mechanism offered', async ({ wire }) => {
  const { features } = await wire.secured()
  const offered = mechanismsOf(features)
  expect(offered, 'mechanisms offered under TLS').not.toEqual([])
  expect([...new Set(offered)], 'the mechanisms without repetition').toEqual(offered)

  for (const mechanism of offered) {
    const { stream } = await wire.secured()
    stream.send(xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'/>`)
    expect(await stream.nextElement(`an answer to ${mechanism}`)).not.toFit(
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-mechanism/></failure>`,
    )
  }
})

verify(
  '6.4.2/later-auth-replaces-the-handshake',
  'the later handshake is carried through',
  async ({ accounts, wire }) => {
    const [romeo, juliet] = await accounts.createFor('SCRAM-SHA-1', 'romeo', 'juliet')
    const { stream } = await wire.secured(romeo.domain)

    const former = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(former.message)}</auth>`,
    )
    await stream.nextElement('a challenge to romeo', (element) => element.is('challenge', NS.sasl))
    const later = scram.clientFirst(juliet.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(later.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge to juliet')
    expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
    expect(fromBase64(challenge.text()), 'the challenge to juliet').toContain(`r=${later.nonce}`)
    const finish = scram.clientFinal('SHA-1', juliet.password, later, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('<success/>')).toFit({ name: 'success', ns: NS.sasl })
  },
)

verify(
  '6.4.2/later-auth-replaces-the-handshake',
  'the former handshake is carried through',
  async ({ accounts, wire }) => {
    const [romeo, juliet] = await accounts.createFor('SCRAM-SHA-1', 'romeo', 'juliet')
    const { stream } = await wire.secured(romeo.domain)

    const former = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(former.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge to romeo')
    const later = scram.clientFirst(juliet.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(later.message)}</auth>`,
    )
    expect(await stream.nextElement('a challenge to juliet')).toFit({ name: 'challenge', ns: NS.sasl })
    const finish = scram.clientFinal('SHA-1', romeo.password, former, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)

    expect(await stream.nextElement('a failure')).toFit({ name: 'failure', ns: NS.sasl })
  },
)

verify('6.4.3/challenges-by-the-mechanism', 'SCRAM', async ({ accounts, wire, observe }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )

  const challenge = await stream.nextElement('a challenge')
  expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
  const [, nonce = '', iterations = ''] =
    /^r=([!-+\--~]+),s=[A-Za-z0-9+/]+=*,i=([1-9]\d*)(?:,.*)?$/.exec(fromBase64(challenge.text())) ?? []
  expect(nonce, `the nonce in ${fromBase64(challenge.text())}`).toContain(start.nonce)
  expect(nonce.length, "the length of the nonce, the server's part included").toBeGreaterThan(
    start.nonce.length,
  )
  observe(`passwords are hashed ${iterations} times`)
})

verify('6.4.4/acknowledges-an-abort', 'a handshake given up and begun again', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream, features } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  await stream.nextElement('a challenge', (element) => element.is('challenge', NS.sasl))

  stream.send(xml`<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`)

  expect(await stream.nextElement('a failure')).toFit(
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><aborted/></failure>`,
  )
  await authenticate(stream, features, romeo)
})

verify('6.4.4/acknowledges-an-abort', 'a handshake that never began', async ({ wire }) => {
  const { stream } = await wire.secured()

  stream.send(xml`<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`)

  expect(await stream.nextElement('a failure')).toFit(
    xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><aborted/></failure>`,
  )
})

verify('6.4.5/allows-two-retries', 'two wrong passwords, then the right one', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  for (const password of ['first mistake', 'second mistake', romeo.password]) {
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a challenge')
    expect(challenge).toFit({ name: 'challenge', ns: NS.sasl })
    const finish = scram.clientFinal('SHA-1', password, start, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
    const name = password === romeo.password ? 'success' : 'failure'
    expect(await stream.nextElement('the outcome')).toFit({ name, ns: NS.sasl })
  }
})

/** Guesses until something else than a failure of SASL comes; gives how many failures came before it. */
async function guess(stream: WireStream, localpart: string, limit: number): Promise<number> {
  for (let failures = 0; failures < limit; failures += 1) {
    const start = scram.clientFirst(localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.next('an answer to <auth/>')
    if (challenge.kind !== 'element' || !challenge.element.is('challenge', NS.sasl)) return failures
    const { r: nonce = '' } = scram.scramAttributes(fromBase64(challenge.element.text()))
    stream.send(
      xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(`c=biws,r=${nonce},p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=`)}</response>`,
    )
    const outcome = await stream.next('an answer to <response/>')
    if (outcome.kind !== 'element' || !outcome.element.is('failure', NS.sasl)) return failures
  }
  return limit
}

verify('6.4.5/allows-at-most-five-retries', 'nothing but wrong passwords', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)

  const failures = await guess(stream, romeo.localpart, 8)

  expect(failures, 'failures until the stream ends: one try and its retries').toBeLessThanOrEqual(6)
})

verify(
  '6.4.5/closes-when-retries-are-used-up',
  'twenty wrong passwords in a row',
  async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)

    const failures = await guess(stream, romeo.localpart, 20)

    expect(failures, 'failures until the stream ends').toBeLessThan(20)
    await stream.closed()
    const last = stream.events.flatMap((event) => (event.kind === 'element' ? [event.element] : [])).at(-1)
    expect(last).toBeStreamError(['policy-violation', 'not-authorized'])
    observe(`the stream ends after ${failures} failures`)
  },
)

verify(
  '6.4.6/correlates-from',
  'a header from juliet, a login as romeo',
  async ({ accounts, wire, target }) => {
    const [romeo, juliet] = await accounts.createFor('SCRAM-SHA-1', 'romeo', 'juliet')
    const stream = await wire.connect()
    await openStream(stream, romeo.domain)
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    await stream.secure({ serverName: romeo.domain, caPem: target.trust.caPem })
    await openStream(stream, romeo.domain, { from: juliet.bareJid })

    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    let answer = await stream.nextElement('a challenge or a refusal')
    if (answer.is('challenge', NS.sasl)) {
      const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(answer.text()))
      stream.send(
        xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`,
      )
      answer = await stream.nextElement('a refusal')
    }

    expect(answer).not.toFit({ name: 'success', ns: NS.sasl })
  },
)

verify('6.4.6/new-stream-after-success', 'a header after success', async ({ accounts, wire }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
  await stream.nextElement('<success/>', (element) => element.is('success', NS.sasl))
  const before = stream.events.flatMap((event) => (event.kind === 'header' ? [event.element.id] : []))
  stream.restart()

  stream.send(wire.header({ to: romeo.domain }))

  const { element } = await stream.nextHeader()
  expect(element).toFit({ name: 'stream', ns: NS.streams, id: /./ })
  expect(before, 'the ids of the streams before').not.toContain(element.id)
})

verify('6.4.6/features-after-success', 'a header after success', async ({ accounts, wire, observe }) => {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
  const { stream } = await wire.secured(romeo.domain)
  const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
  )
  const challenge = await stream.nextElement('a challenge')
  const finish = scram.clientFinal('SHA-1', romeo.password, start, fromBase64(challenge.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
  await stream.nextElement('<success/>', (element) => element.is('success', NS.sasl))
  stream.restart()

  stream.send(wire.header({ to: romeo.domain }))

  await stream.nextHeader()
  const features = await stream.nextElement('stream features')
  expect(features).toFit({ name: 'features', ns: NS.streams })
  observe(
    mechanismsOf(features).length === 0 ? 'SASL is offered once' : 'SASL is offered again after success',
  )
})
