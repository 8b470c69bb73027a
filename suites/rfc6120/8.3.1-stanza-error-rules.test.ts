import { conformance, type Element, expect, xml } from '#conformance'
import { nowhere, provocations } from './provocations.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const unknown = xml`<secret xmlns='urn:touchstone:unknown'/>`

const faulty: Readonly<Record<string, Element>> = {
  'an unknown payload': xml`<iq type='get' id='faulty'>${unknown}</iq>`,
  'an unknown type': xml`<iq type='subscribe' id='faulty'>${unknown}</iq>`,
  'no payload': xml`<iq type='set' id='faulty'/>`,
  'a payload without a namespace': xml`<iq type='get' id='faulty'><query/></iq>`,
  'a known payload of an unknown name': xml`<iq type='get' id='faulty'><pong xmlns='urn:xmpp:ping'/></iq>`,
}

for (const [situation, iq] of Object.entries(faulty)) {
  verify(
    '8.3.1/errs-on-faulty-iqs',
    `an iq to the server with ${situation}`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(iq.withAttrs({ to: target.domain }))

      expect(answer).toFit({ type: 'error' })
    },
  )
}

for (const [situation, stanza] of Object.entries(provocations)) {
  verify('8.3.1/swaps-the-addresses', `${situation} to a domain that does not exist`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const to = nowhere(stage)

    orchard.send(stanza.withAttrs({ to }))

    expect(await orchard.next({ id: 'lost' })).toFit({ type: 'error', from: to, to: orchard.jid })
  })
}

verify('8.3.1/swaps-the-addresses', 'a request to the server', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`<iq type='get' to='${target.domain}'>${unknown}</iq>`)

  expect(answer).toFit({ type: 'error', from: target.domain, to: orchard.jid })
})

verify('8.3.1/swaps-the-addresses', 'a request to a resource that is gone', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const to = `${juliet.bareJid}/churchyard`

  const answer = await orchard.request(xml`<iq type='get' to='${to}'>${unknown}</iq>`)

  expect(answer).toFit({ type: 'error', from: to, to: orchard.jid })
})

for (const [situation, stanza] of Object.entries(provocations)) {
  verify(
    '8.3.1/carries-the-id-of-its-cause',
    `${situation} to a domain that does not exist`,
    async (stage) => {
      const [romeo] = await stage.accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const to = nowhere(stage)

      orchard.send(stanza.withAttrs({ to, id: `<"Adieu's" & more>` }))

      const error = await orchard.next({ name: stanza.name, type: 'error', from: to })
      expect(error).toFit({ id: `<"Adieu's" & more>` })
    },
  )
}

verify('8.3.1/carries-the-id-of-its-cause', 'a message without an id', async (stage) => {
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const to = nowhere(stage)

  orchard.stream.send(xml`<message to='${to}' type='chat'><body>Where art thou?</body></message>`)

  const error = await orchard.next({ name: 'message', type: 'error', from: to })
  expect(['', undefined]).toContain(error.id)
})

verify('8.3.1/carries-the-id-of-its-cause', 'a request of an unknown type', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(xml`<iq type='subscribe' to='${target.domain}' id='zj3v142b'>${unknown}</iq>`)

  expect(await orchard.next({ name: 'iq', type: 'error' })).toFit({ id: 'zj3v142b' })
})

verify('8.3.1/empty-id-for-an-iq-without-one', 'a get without an id', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.stream.send(xml`<iq type='get' to='${target.domain}'>${unknown}</iq>`)

  expect(await orchard.next({ name: 'iq', type: 'error' })).toFit({ name: 'iq', id: '' })
})

for (const [situation, stanza] of Object.entries(provocations)) {
  verify('8.3.1/contains-an-error', `${situation} to a domain that does not exist`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(stanza.withAttrs({ to: nowhere(stage) }))

    const error = await orchard.next({ name: stanza.name, type: 'error' })
    expect(error.childrenNamed('error', 'jabber:client')).toHaveLength(1)
  })
}

verify('8.3.1/contains-an-error', 'a request to the server', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const error = await orchard.request(xml`<iq type='get' to='${target.domain}'>${unknown}</iq>`)

  expect(error).toFit({ type: 'error' })
  expect(error.childrenNamed('error', 'jabber:client')).toHaveLength(1)
})

verify('8.3.1/error-only-in-errors', 'a roster, a push and a pong', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
  orchard.send(xml`<iq type='get' to='${target.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`)
  await orchard.roundTrip()

  const others = orchard.inbox.map(({ element }) => element).filter(({ type }) => type !== 'error')
  expect(others.length).toBeGreaterThan(4)
  for (const element of others) expect(element.childrenNamed('error')).toEqual([])
})

const add = (jid: string) =>
  xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`

const error = xml`<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`

const errors: Readonly<Record<string, Element>> = {
  'a message of type error': xml`<message type='error'>${error}</message>`,
  'presence of type error': xml`<presence type='error'>${error}</presence>`,
  'an iq of type error': xml`<iq type='error'>${error}</iq>`,
}

for (const [situation, stanza] of Object.entries(errors)) {
  verify(
    '8.3.1/never-answers-an-error',
    `${situation} to wherever nobody takes it`,
    async ({ accounts, fence, target }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const addresses = [
        target.domain,
        `${target.domain}/resource`,
        juliet.bareJid,
        `${juliet.bareJid}/churchyard`,
        `${accounts.unused('tybalt')}@${target.domain}`,
        `tybalt@@${target.domain}`,
      ]

      const sent = addresses.map((to) => orchard.send(stanza.withAttrs({ to })))
      const heard = await fence.roundTrip(orchard)

      for (const { name, id } of sent) expect(heard.by(orchard)).not.toContainStanza({ name, id })
    },
  )
}

verify(
  '8.3.1/needs-no-stanza-in-an-error',
  'a roster push that a client refuses by a bare error',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    orchard.send(add('juliet@capulet.example'))
    const push = await orchard.next({ name: 'iq', type: 'set' })

    orchard.send(xml`<iq type='error' id='${push.id ?? ''}'>${error}</iq>`)
    orchard.send(add('nurse@capulet.example'))

    expect(await orchard.next({ name: 'iq', type: 'set' })).toFit(
      xml`<iq><query xmlns='jabber:iq:roster'><item jid='nurse@capulet.example'/></query></iq>`,
    )
  },
)

verify(
  '8.3.1/needs-no-stanza-in-an-error',
  'a message that its recipient refuses by a bare error',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const sent = orchard.send(
      xml`<message to='${balcony.jid}' type='chat'><body>Wilt thou leave me?</body></message>`,
    )
    await balcony.next({ id: sent.id })

    balcony.send(xml`<message to='${orchard.jid}' type='error' id='${sent.id}'>${error}</message>`)

    expect(await orchard.next({ id: sent.id })).toFit(
      xml`<message from='${balcony.jid}' type='error'>${error}</message>`,
    )
  },
)

/** Each with a word in it that a server has from nowhere else, beside what is wrong with it. */
const harmful: Readonly<Record<string, string>> = {
  'an end tag that closes another element': '<body>mandrake</bodi>',
  'a control character': '<body>mandrake\u0008</body>',
  'a comment': '<!-- mandrake --><body>mandrake</body>',
  'a processing instruction': '<?mandrake shriek="1"?><body>mandrake</body>',
  'a reference to an entity': '<body>mandrake &mandrake;</body>',
  'a prefix that nobody declared': '<body>mandrake</body><mandrake:shriek/>',
}

for (const [situation, payload] of Object.entries(harmful)) {
  verify('8.3.1/repeats-nothing-harmful', `a message with ${situation}`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })
    const heard: Buffer[] = []
    orchard.stream.onBytes((bytes) => heard.push(bytes))

    orchard.stream.send(`<message to='${nowhere(stage)}' id='harmful' type='chat'>${payload}</message>`)

    await orchard.stream.nextElement('an error', ({ name, type }) => name === 'error' || type === 'error')
    expect(Buffer.concat(heard).toString()).not.toContain('mandrake')
  })
}

verify('8.3.1/repeats-nothing-harmful', 'more than 10 kB of a message before login', async ({ wire }) => {
  const { stream } = await wire.open()
  const heard: Buffer[] = []
  stream.onBytes((bytes) => heard.push(bytes))

  stream.send(`<message><body>${'mandrake '.repeat(1_200)}`)

  await stream.closed()
  expect(Buffer.concat(heard).toString()).not.toContain('mandrake')
})
