import {
  authenticate,
  bareJid,
  conformance,
  expect,
  NS,
  parseJid,
  stanzaError,
  type WireStream,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('7.1/full-jid-of-the-account', 'a message to the JID that was bound', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.connect({ resource: 'orchard' })
  const balcony = await juliet.connect()
  expect(balcony.jid, 'the full JID').toMatch(/^[^/]+\/./)
  expect(bareJid(balcony.jid), 'the bare JID').toBe(juliet.bareJid)

  const sent = orchard.send(xml`<message to='${balcony.jid}' type='chat'><body>Wherefore?</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid, to: balcony.jid })
})

verify(
  '7.1/full-jid-of-the-account',
  'a message to the JID that was bound, after a second bind',
  async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>balcony</resource></bind></iq>`,
    )
    observe(`a second bind is answered by ${stanzaError(answer)?.condition ?? 'another resource'}`)

    const sent = orchard.send(xml`<message to='${orchard.jid}' type='chat'><body>Soft!</body></message>`)
    expect(await orchard.next({ name: 'message', id: sent.id })).toFit({ type: 'chat', to: orchard.jid })
  },
)

verify('7.1/several-resources', 'a message to each of three resources', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.connect({ resource: 'orchard' })
  const balcony = await juliet.connect({ resource: 'balcony' })
  const chamber = await juliet.connect({ resource: 'chamber' })
  const tomb = await juliet.connect({ resource: 'tomb' })

  for (const session of [balcony, chamber, tomb]) {
    orchard.send(xml`<message to='${session.jid}' type='chat'><body>${session.resource}</body></message>`)
  }
  const heard = await fence.after(orchard, [balcony, chamber, tomb])

  for (const session of [balcony, chamber, tomb]) {
    expect(heard.by(session)).toContainStanzas(1, { name: 'message', type: 'chat' })
    expect(heard.by(session)).toContainStanza(xml`<message><body>${session.resource}</body></message>`)
  }
})

for (const { what, stanza } of [
  {
    what: 'a message',
    stanza: (to: string) => xml`<message to='${to}' type='chat' id='early'><body>Hark!</body></message>`,
  },
  { what: 'a presence', stanza: (to: string) => xml`<presence to='${to}' id='early'/>` },
  {
    what: 'an iq',
    stanza: (to: string) => xml`<iq to='${to}' type='get' id='early'><ping xmlns='urn:xmpp:ping'/></iq>`,
  },
]) {
  verify(
    '7.1/no-stanza-before-binding',
    `${what} to a full JID of another account`,
    async ({ accounts, wire, fence }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const balcony = await juliet.login({ resource: 'balcony' })
      const { stream, features } = await wire.secured(romeo.domain)
      await authenticate(stream, features, romeo)

      stream.send(stanza(balcony.jid))

      await stream.next('a refusal')
      const heard = await fence.roundTrip(balcony)
      expect(heard.by(balcony)).not.toContainStanza({ id: 'early' })
    },
  )

  verify(
    '7.1/stanza-before-binding-ends-the-stream',
    `${what} to a full JID of another account`,
    async ({ accounts, wire }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const { stream, features } = await wire.secured(romeo.domain)
      await authenticate(stream, features, romeo)

      stream.send(stanza(`${juliet.bareJid}/balcony`))

      expect(await stream.nextElement('a stream error')).toBeStreamError('not-authorized')
      await stream.closed()
    },
  )
}

verify('7.3.2/same-stream-after-binding', 'a ping after binding', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect({ resource: 'orchard' })
  const before = orchard.stream.events.filter(({ kind }) => kind === 'header').length

  const answer = await orchard.request(
    xml`<iq type='get' to='${romeo.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
  )

  expect(answer).toFit({ name: 'iq', from: romeo.domain })
  const after = orchard.stream.events.filter(({ kind }) => kind === 'header').length
  expect(after, 'headers of the server').toBe(before)
})

verify('7.4/offered-after-login', 'the features after login', async ({ accounts, wire, observe }) => {
  const [romeo] = await accounts.create('romeo')
  const { stream, features } = await wire.secured(romeo.domain)

  const offered = await authenticate(stream, features, romeo)

  expect(offered).toFit(
    xml`<features xmlns='http://etherx.jabber.org/streams'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></features>`,
  )
  const required = offered.child('bind', NS.bind)?.child('required', NS.bind) !== undefined
  observe(required ? 'binding is marked as required' : 'binding bears no mark')
})

verify('7.4/not-offered-before-login', 'the features before TLS and under it', async ({ wire }) => {
  const plain = await wire.open()
  const secured = await wire.secured()

  for (const { features } of [plain, secured]) {
    expect(features).not.toFit(
      xml`<features xmlns='http://etherx.jabber.org/streams'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></features>`,
    )
  }
})

verify(
  '7.5/unique-among-connected-resources',
  'four resources that the server names',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')

    const bound = await Promise.all([romeo.connect(), romeo.connect(), romeo.connect(), romeo.connect()])

    const jids = bound.map(({ jid }) => jid)
    expect([...new Set(jids)], 'the full JIDs without repetition').toEqual(jids)
  },
)

verify('7.6/server-generates-a-resourcepart', 'an empty <bind/>', async ({ accounts, wire }) => {
  const [romeo] = await accounts.create('romeo')
  const { stream, features } = await wire.secured(romeo.domain)
  await authenticate(stream, features, romeo)

  stream.send(xml`<iq id='tn281v37' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`)

  const answer = await stream.nextElement('the answer to bind')
  expect(answer).toFit(
    xml`<iq id='tn281v37' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid/></bind></iq>`,
  )
  const jid = answer.child('bind', NS.bind)?.child('jid', NS.bind)?.text() ?? ''
  expect(bareJid(jid), 'the bare JID in the answer').toBe(romeo.bareJid)
  expect(parseJid(jid).resourcepart, 'the resourcepart in the answer').toMatch(/./)
})

verify(
  '7.6/generated-resourceparts-are-random',
  'three resources of one account, one after another',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const generated: string[] = []
    for (let count = 0; count < 3; count += 1) generated.push((await romeo.connect()).resource)

    const [first = '', second = '', third = ''] = generated
    for (const [one, other] of [
      [first, second],
      [second, third],
      [first, third],
    ] as const) {
      const differing = [...one].filter((character, position) => character !== other[position])
      expect(differing.length, `characters in which ${one} differs from ${other}`).toBeGreaterThan(5)
    }
  },
)

for (const { what, resource } of [
  { what: 'a word', resource: 'orchard' },
  { what: 'spaces, a slash, an at sign and signs of markup', resource: "Romeo's <orchard>/wall @ 9" },
  { what: 'letters of several scripts', resource: 'Сад-花園-κῆπος' },
  { what: 'as many octets as are allowed', resource: 'o'.repeat(1023) },
]) {
  verify('7.7.1/accepts-a-resourcepart', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.secured(romeo.domain)
    await authenticate(stream, features, romeo)

    stream.send(
      xml`<iq id='wy2xa82b4' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`,
    )

    expect(await stream.nextElement('the answer to bind')).toFit(
      xml`<iq id='wy2xa82b4' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>${romeo.bareJid}/${resource}</jid></bind></iq>`,
    )
  })
}

const badResourceparts = [
  { what: 'no octets', resource: '' },
  { what: 'one octet more than are allowed', resource: 'o'.repeat(1024) },
  { what: 'a control character', resource: 'orch\u007Fard' },
  { what: 'a character for private use', resource: 'orchard\uE000' },
]

for (const { what, resource } of badResourceparts) {
  verify('7.7.2.1/processes-a-bad-resourcepart', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.secured(romeo.domain)
    await authenticate(stream, features, romeo)

    stream.send(
      xml`<iq id='wy2xa82b4' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`,
    )

    expect(await stream.nextElement('the answer to bind')).toFit(
      xml`<iq id='wy2xa82b4' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid/></bind></iq>`,
    )
  })

  verify('7.7.2.1/binds-no-bad-resourcepart', what, async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const { stream, features } = await wire.secured(romeo.domain)
    await authenticate(stream, features, romeo)

    stream.send(
      xml`<iq id='wy2xa82b4' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`,
    )

    const answer = await stream.nextElement('the answer to bind')
    observe(`${what}: ${answer.type}`)
    if (answer.type === 'error') {
      expect(answer).toBeStanzaError('bad-request')
      return
    }
    const jid = answer.child('bind', NS.bind)?.child('jid', NS.bind)?.text() ?? ''
    const bound = parseJid(jid).resourcepart ?? ''
    expect(bound, 'the resourcepart that was bound').not.toBe(resource)
    expect(Buffer.byteLength(bound), 'octets of the resourcepart that was bound').toBeGreaterThan(0)
    expect(Buffer.byteLength(bound), 'octets of the resourcepart that was bound').toBeLessThan(1024)
  })
}

verify(
  '7.7.2.2/resolves-a-conflict',
  'a resourcepart that is in use',
  async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const former = await romeo.connect({ resource: 'orchard' })
    const { stream, features } = await wire.secured(romeo.domain)
    await authenticate(stream, features, romeo)

    stream.send(
      xml`<iq id='wy2xa82b4' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>orchard</resource></bind></iq>`,
    )

    const answer = await stream.nextElement('the answer to bind')
    const jid = answer.child('bind', NS.bind)?.child('jid', NS.bind)?.text()
    if (answer.type === 'error') {
      observe('the newcomer is refused')
      expect(answer).toBeStanzaError('conflict')
      await former.request(xml`<iq type='get' to='${romeo.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`)
    } else if (jid === former.jid) {
      observe('the former client is disconnected')
      const error = await former.next({ name: 'error', ns: NS.streams })
      expect(error).toBeStreamError('conflict')
      await former.stream.closed()
    } else {
      observe('the newcomer gets another resourcepart')
      expect(answer).toFit({ name: 'iq', type: 'result' })
      expect(bareJid(jid ?? ''), 'the bare JID in the answer').toBe(romeo.bareJid)
      await former.request(xml`<iq type='get' to='${romeo.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`)
    }
  },
)

/** Asks for a resourcepart until it is granted or the stream ends; gives how often it was refused. */
async function insist(stream: WireStream, resource: string, limit: number) {
  for (let refusals = 0; refusals < limit; refusals += 1) {
    stream.send(
      xml`<iq id='try-${refusals}' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${resource}</resource></bind></iq>`,
    )
    const event = await stream.next('an answer to bind')
    if (event.kind !== 'element' || event.element.type !== 'error') return { refusals, last: event }
  }
  return { refusals: limit, last: undefined }
}

verify(
  '7.7.3/allows-five-retries',
  'a resourcepart that is in use, six times',
  async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.create('romeo')
    await romeo.connect({ resource: 'orchard' })
    const { stream, features } = await wire.secured(romeo.domain)
    await authenticate(stream, features, romeo)

    const { refusals, last } = await insist(stream, 'orchard', 6)

    observe(`a resourcepart in use is refused ${refusals} times`)
    const granted = last?.kind === 'element' && last.element.is('iq')
    expect(granted ? 6 : refusals, 'attempts that were answered').toBe(6)
  },
)

verify(
  '7.7.3/closes-when-retries-are-used-up',
  'a resourcepart that is in use, thirty times',
  async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.create('romeo')
    await romeo.connect({ resource: 'orchard' })
    const { stream, features } = await wire.secured(romeo.domain)
    await authenticate(stream, features, romeo)

    const { refusals, last } = await insist(stream, 'orchard', 30)

    expect(refusals, 'refusals of a resourcepart on one stream').toBeLessThan(30)
    if (last?.kind === 'element' && last.element.is('iq')) observe(`granted after ${refusals} refusals`)
    else expect(last?.kind === 'element' ? last.element : last).toBeStreamError('policy-violation')
  },
)
