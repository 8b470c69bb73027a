import { base64, conformance, expect, NS, scram, stanzaError, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('13.12/no-stanza-before-login', 'a message instead of a login', async ({ accounts, wire, fence }) => {
  const [juliet] = await accounts.create('juliet')
  const balcony = await juliet.login({ resource: 'balcony' })
  const { stream } = await wire.secured(juliet.domain)

  stream.send(xml`<message to='${balcony.jid}' type='chat' id='early'><body>Hark!</body></message>`)
  stream.send(xml`<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`)

  await stream.next('a refusal')
  const heard = await fence.roundTrip(balcony)
  expect(heard.by(balcony)).not.toContainStanza({ id: 'early' })
})

verify(
  '13.12/no-stanza-before-login',
  'a message in the middle of a login',
  async ({ accounts, wire, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    await stream.nextElement('a challenge', (element) => element.is('challenge', NS.sasl))

    stream.send(xml`<message to='${balcony.jid}' type='chat' id='early'><body>Hark!</body></message>`)
    stream.send(xml`<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`)

    await stream.next('a refusal')
    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).not.toContainStanza({ id: 'early' })
  },
)

verify('13.12/takes-stanzas-of-ten-thousand-bytes', 'a message of exactly as many', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const around = `<message to='${balcony.jid}' type='chat' id='long'><body></body></message>`
  const body = 'o'.repeat(10_000 - Buffer.byteLength(around))
  orchard.stream.send(around.replace('</body>', `${body}</body>`))

  const heard = await balcony.next({ name: 'message', from: orchard.jid })
  expect(heard).toFit({ type: 'chat', id: 'long' })
  expect(heard.child('body')?.text(), 'the body of the message').toBe(body)
})

/** Milliseconds, for a server that reads 10 kB a second of a client. */
const SLOW_READING = 60_000

verify(
  '13.12/says-that-a-stanza-is-too-big',
  'a message of more than 300 kB',
  async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    orchard.stream.send(
      `<message to='${orchard.jid}' id='huge'><body>${'Wherefore? '.repeat(28_000)}</body></message>`,
    )

    const answer = await orchard.next({ name: /^(message|error)$/ }, SLOW_READING)
    if (stanzaError(answer) !== undefined) expect(answer).toBeStanzaError('policy-violation')
    else if (answer.id === 'huge') observe('takes a stanza of 300 kB')
    else expect(answer).toBeStreamError('policy-violation')
  },
)
