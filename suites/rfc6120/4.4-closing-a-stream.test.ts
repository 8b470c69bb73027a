import { ALERT, conformance, expect, listening, NS, openStream, recordTypes, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

for (const [situation, last] of [
  ['a client that closes its stream', '</stream:stream>'],
  ['a client whose XML is not well-formed', '</nobody>'],
] as const) {
  verify('4.4/ends-tls-before-the-connection', situation, async ({ wire, target }) => {
    const { stream } = await wire.open()
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    const records: Buffer[] = []
    // Under TLS 1.3 the types of records do not show.
    await stream.secure({
      serverName: target.domain,
      caPem: target.trust.caPem,
      maxVersion: 'TLSv1.2',
      tap: listening((bytes) => records.push(bytes)),
    })
    await openStream(stream, target.domain)

    stream.send(last)

    await stream.closed()
    expect(recordTypes(Buffer.concat(records)).at(-1), 'the type of the last record').toBe(ALERT)
  })
}

verify('4.4/answers-the-closing-tag', 'a client that has not logged in', async ({ wire }) => {
  const { stream } = await wire.open()

  stream.send('</stream:stream>')

  const rest = await stream.closed()
  expect(rest.map(({ kind }) => kind)).toEqual(['close', 'end'])
})

verify('4.4/answers-the-closing-tag', 'a client with a bound resource', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const { stream } = await romeo.connect({ resource: 'orchard' })

  stream.send('</stream:stream>')

  const rest = await stream.closed()
  expect(rest.map(({ kind }) => kind)).toEqual(['close', 'end'])
})

verify(
  '4.4/handles-what-came-before-the-closing-tag',
  'a message and a ping in one piece with the closing tag',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<message to='${balcony.jid}' type='chat' id='last'><body>Adieu</body></message><iq to='${romeo.domain}' type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq></stream:stream>`,
    )

    await balcony.next({ name: 'message', id: 'last' })
    expect(await orchard.next({ name: 'iq', id: 'ping' })).toFit({ type: 'result' })
    const rest = await orchard.stream.closed()
    expect(rest.map(({ kind }) => kind).slice(-2)).toEqual(['close', 'end'])
  },
)

verify(
  '4.4/ignores-what-comes-behind-the-closing-tag',
  'a message in one piece with the closing tag before it',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<message to='${balcony.jid}' type='chat' id='last'><body>Adieu</body></message></stream:stream><message to='${balcony.jid}' type='chat' id='behind'><body>Stay</body></message>`,
    )

    await orchard.stream.closed()
    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: 'last' })
    expect(heard.by(balcony)).not.toContainStanza({ name: 'message', id: 'behind' })
  },
)
