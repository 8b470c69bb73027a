import { conformance, expect, stanzaError, xml } from '#conformance'
import { notNamespaceWellFormed } from '#fixtures/malformed/not-namespace-well-formed.ts'
import { notUtf8, notWellFormed } from '#fixtures/malformed/not-well-formed.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('11.3/server-sends-well-formed-xml', 'text and attributes full of markup', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const markup = `<&>"' ]]> ]]&gt; <![CDATA[`

  const sent = orchard.send(
    xml`<message to='${balcony.jid}' type='chat'><body>${markup}</body><scene xmlns='urn:example:play' act='${markup}'/></message>`,
  )

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit(
    xml`<message><body>${markup}</body><scene xmlns='urn:example:play' act='${markup}'/></message>`,
  )
})

verify('11.3/server-sends-well-formed-xml', 'elements nested two hundred deep', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const nested = `<s xmlns='urn:example:play'>${'<s>'.repeat(199)}${'</s>'.repeat(199)}</s>`

  orchard.stream.send(`<message to='${balcony.jid}' type='chat' id='deep'>${nested}</message>`)

  const delivered = await balcony.next({ name: 'message', id: 'deep' })
  expect(delivered.toString().match(/<s\b/g)).toHaveLength(200)
})

verify(
  '11.3/server-sends-declared-prefixes',
  'prefixes on elements and attributes, one of them bound twice',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<message to='${balcony.jid}' type='chat' id='prefixed'><p:scene xmlns:p='urn:example:play' p:act='2'><p:line xmlns:p='urn:example:line'/></p:scene></message>`,
    )

    expect(await balcony.next({ name: 'message', id: 'prefixed' })).toFit(
      xml`<message><scene xmlns='urn:example:play'><line xmlns='urn:example:line'/></scene></message>`,
    )
  },
)

for (const [situation, bytes] of Object.entries(notWellFormed)) {
  verify('11.3/refuses-what-is-not-well-formed', situation, async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send(bytes)

    expect(await stream.nextElement()).toBeStreamError(['not-well-formed', 'bad-format'])
    await stream.closed()
  })
}

for (const [situation, bytes] of Object.entries(notUtf8)) {
  verify('11.3/refuses-what-is-not-well-formed', situation, async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send(bytes)

    expect(await stream.nextElement()).toBeStreamError([
      'not-well-formed',
      'bad-format',
      'unsupported-encoding',
    ])
    await stream.closed()
  })
}

for (const [situation, payload] of Object.entries(notNamespaceWellFormed)) {
  verify('11.3/refuses-what-is-not-namespace-well-formed', situation, async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    orchard.stream.send(`<message to='${orchard.jid}' id='malformed'>${payload}</message>`)

    const answer = await orchard.stream.nextElement(
      'an error',
      ({ name }) => name === 'error' || name === 'message',
    )
    if (stanzaError(answer) === undefined) {
      expect(answer).toBeStreamError(['not-well-formed', 'bad-format'])
    } else {
      observe('answers what is not namespace-well-formed by a stanza error')
      expect(answer).toBeStanzaError('not-acceptable')
    }
  })
}

verify(
  '11.3/delivers-nothing-malformed',
  'a message that uses a prefix which nobody declared, behind one that is well-formed',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.connect({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(`<message to='${balcony.jid}' id='good'><body/></message>`)
    orchard.stream.send(`<message to='${balcony.jid}' id='malformed'><verona:scene/></message>`)

    await orchard.stream.nextElement('an error', ({ name, type }) => name === 'error' || type === 'error')
    const heard = await fence.roundTrip(balcony)
    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: 'good' })
    expect(heard.by(balcony)).not.toContainStanza({ name: 'message', id: 'malformed' })
  },
)
