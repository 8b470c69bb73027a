import { conformance, type Element, expect, type Stage, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const ping = xml`<ping xmlns='urn:xmpp:ping'/>`
const unknown = xml`<secret xmlns='urn:touchstone:unknown'/>`

/** Whom an iq can be sent to such that the server itself has to see to it. */
const addressees: Readonly<
  Record<string, (stage: Stage) => Promise<string | undefined> | string | undefined>
> = {
  'without to': () => undefined,
  'to the server': ({ target }) => target.domain,
  'to the bare JID of another account': async ({ accounts }) => {
    const [juliet] = await accounts.create('juliet')
    await juliet.login({ resource: 'balcony' })
    return juliet.bareJid
  },
  'to a resource that is gone': async ({ accounts }) => {
    const [juliet] = await accounts.create('juliet')
    return `${juliet.bareJid}/churchyard`
  },
  'to an account that does not exist': ({ accounts, target }) =>
    `${accounts.unused('tybalt')}@${target.domain}`,
}

verify(
  '8.2.3/iq-has-id-and-known-type',
  'a roster, a push, a pong and an error',
  async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
    )
    orchard.send(xml`<iq type='get' to='${target.domain}'>${ping}</iq>`)
    orchard.send(xml`<iq type='get' to='${target.domain}'>${unknown}</iq>`)
    await orchard.roundTrip()

    const iqs = orchard.inbox.filter(({ element }) => element.name === 'iq')
    expect(iqs.length).toBeGreaterThan(4)
    for (const { element } of iqs) expect(element).toFit({ id: /./, type: /^(get|set|result|error)$/ })
  },
)

const types: Readonly<Record<string, Record<string, string>>> = {
  'an iq of type subscribe': { type: 'subscribe' },
  'an iq of type GET': { type: 'GET' },
  'an iq with an empty type': { type: '' },
  'an iq without type': {},
}

for (const [situation, type] of Object.entries(types)) {
  verify('8.2.3/refuses-an-unknown-type', `${situation} to the server`, async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(xml`<iq to='${target.domain}'>${ping}</iq>`.withAttrs(type))

    expect(answer).toBeStanzaError('bad-request')
  })
}

verify(
  '8.2.3/refuses-an-unknown-type',
  'an iq of type subscribe to a client that is connected',
  async ({ accounts, fence, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const sent = orchard.send(xml`<iq type='subscribe' to='${balcony.jid}'>${unknown}</iq>`)
    const heard = await fence.after(orchard, [balcony])
    const delivered = heard.by(balcony).stanzas.some(({ element }) => element.id === sent.id)

    // The recipient may be the one who refuses it; then this client has to be asked, and plays its part.
    if (delivered) {
      balcony.send(
        xml`<iq type='error' to='${orchard.jid}' id='${sent.id}'><error type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
      )
    }
    observe(
      delivered ? 'lets the recipient refuse an unknown type of iq' : 'refuses an unknown type of iq itself',
    )
    expect(await orchard.next({ name: 'iq', id: sent.id })).toBeStanzaError('bad-request')
  },
)

for (const [situation, addressee] of Object.entries(addressees)) {
  verify('8.2.3/answers-a-request-once-with-its-id', `a get ${situation}`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const to = await addressee(stage)

    orchard.send(xml`<iq type='get' id='probe'>${ping}</iq>`.withAttrs({ to }))
    const heard = await stage.fence.roundTrip(orchard)

    expect(heard.by(orchard)).toContainStanzas(1, { name: 'iq', type: /^(result|error)$/, id: 'probe' })
  })
}

for (const [situation, addressee] of Object.entries(addressees)) {
  verify('8.2.3/answers-a-request-once-with-its-id', `an unknown set ${situation}`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const to = await addressee(stage)

    orchard.send(xml`<iq type='set' id='probe'>${unknown}</iq>`.withAttrs({ to }))
    const heard = await stage.fence.roundTrip(orchard)

    expect(heard.by(orchard)).toContainStanzas(1, { name: 'iq', type: /^(result|error)$/, id: 'probe' })
  })
}

const answers: Readonly<Record<string, Element>> = {
  'a result': xml`<iq type='result'/>`,
  'a result with a payload': xml`<iq type='result'><query xmlns='jabber:iq:roster'/></iq>`,
  'an error': xml`<iq type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
}

for (const [situation, answer] of Object.entries(answers)) {
  verify('8.2.3/never-answers-an-answer', `${situation} to nobody's request`, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = []
    for (const addressee of Object.values(addressees)) {
      sent.push(orchard.send(answer.withAttrs({ to: await addressee(stage) })))
    }
    const heard = await stage.fence.roundTrip(orchard)

    for (const { id } of sent) expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', id })
  })
}

verify(
  '8.2.3/never-answers-an-answer',
  'an error to a malformed address',
  async ({ accounts, fence, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = orchard.send(
      xml`<iq type='error' to='@${target.domain}'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
    )
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', id: sent.id })
  },
)

const crowds: Readonly<Record<string, readonly Element[]>> = {
  'no payload': [],
  'two payloads': [ping, unknown],
  'the same payload twice': [ping, ping],
}

for (const [situation, payloads] of Object.entries(crowds)) {
  for (const type of ['get', 'set']) {
    verify(
      '8.2.3/refuses-other-than-one-payload',
      `a ${type} with ${situation}`,
      async ({ accounts, target }) => {
        const [romeo] = await accounts.create('romeo')
        const orchard = await romeo.login({ resource: 'orchard' })

        const answer = await orchard.request(
          xml`<iq to='${target.domain}'>${payloads}</iq>`.withAttrs({ type }),
        )

        expect(answer).toBeStanzaError('bad-request')
      },
    )
  }
}

verify('8.2.3/requests-carry-one-payload', 'a roster push', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
  const push = await orchard.next({ name: 'iq', type: 'set' })

  expect(push.elements()).toHaveLength(1)
})

const results = {
  'a pong': xml`<ping xmlns='urn:xmpp:ping'/>`,
  'the items of the server': xml`<query xmlns='http://jabber.org/protocol/disco#items'/>`,
}

for (const [situation, payload] of Object.entries(results)) {
  verify('8.2.3/results-carry-one-payload-at-most', situation, async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(xml`<iq type='get' to='${target.domain}'>${payload}</iq>`)

    expect(answer).toFit({ type: 'result' })
    expect(answer.elements().length).toBeLessThanOrEqual(1)
  })
}

verify('8.2.3/results-carry-one-payload-at-most', 'the roster', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(answer).toFit({ type: 'result' })
  expect(answer.elements()).toHaveLength(1)
})
