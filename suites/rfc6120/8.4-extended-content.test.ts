import { conformance, type Element, expect, readElement, type Session, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const unknown = xml`<question xmlns='urn:touchstone:unknown'>Wherefore?</question>`

for (const type of ['get', 'set']) {
  verify(
    '8.4/refuses-requests-that-it-does-not-know',
    `a ${type} to the server`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(xml`<iq type='${type}' to='${target.domain}'>${unknown}</iq>`)

      expect(answer).toBeStanzaError('service-unavailable')
    },
  )
}

verify('8.4/refuses-requests-that-it-does-not-know', 'a get to the own account', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(xml`<iq type='get' to='${romeo.bareJid}'>${unknown}</iq>`)

  expect(answer).toBeStanzaError('service-unavailable')
})

verify(
  '8.4/ignores-or-refuses-messages-that-it-does-not-know',
  'a message to the server',
  async ({ accounts, fence, target, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = orchard.send(xml`<message to='${target.domain}'>${unknown}</message>`)
    const heard = await fence.roundTrip(orchard)

    const answers = heard.by(orchard).stanzas.filter(({ element }) => element.id === sent.id)
    observe(
      answers.length === 0
        ? 'ignores a message that it does not know'
        : 'refuses a message that it does not know',
    )
    for (const { element } of answers) expect(element).toBeStanzaError('service-unavailable')
  },
)

/**
 * Servers may add elements of their own, such as the id that an archive gave (XEP-0359), and the order of
 * elements beside each other means nothing.
 */
function expectContentOf(sent: Element, delivered: Element): void {
  const kept = delivered.elements().filter(({ ns }) => sent.elements().some((element) => element.ns === ns))
  expect(kept.sort(byName)).toEqual([...sent.elements()].sort(byName))
}

function byName(one: Element, other: Element): number {
  return `${one.name} ${one.ns}`.localeCompare(`${other.name} ${other.ns}`)
}

const payloads: Readonly<Record<string, Element>> = {
  'an unknown element': xml`<mood xmlns='urn:touchstone:unknown'/>`,
  'unknown elements inside of each other, in changing namespaces': xml`<a xmlns='urn:touchstone:a'><b xmlns='urn:touchstone:b'><a xmlns='urn:touchstone:a'/><b/></b></a>`,
  'an unknown element with attributes': xml`<mood xmlns='urn:touchstone:unknown' id='7' type='error' from='nobody' to='' name='&lt;&quot;&apos;&amp;&gt;'/>`,
  'text between unknown elements': xml`<p xmlns='urn:touchstone:unknown'> O <b>Romeo</b>, <i>Romeo</i>! 💔 ${'<&>'} </p>`,
  'an unknown element of the name of a stanza': xml`<message xmlns='urn:touchstone:unknown' to='juliet@capulet.example'><body>Hail</body></message>`,
  'an unknown element of the name of a known one': xml`<body xmlns='urn:touchstone:unknown'>Hail</body>`,
  'white space that means something': xml`<pre xmlns='urn:touchstone:unknown' xml:space='preserve'>${'  two\n\tlines\n'}</pre>`,
}

for (const [situation, payload] of Object.entries(payloads)) {
  verify(
    '8.4/delivers-what-it-does-not-know-unmodified',
    `a message with ${situation}`,
    async ({ accounts }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })

      const sent = orchard.send(
        xml`<message to='${balcony.jid}' type='chat'><body>Hark</body>${payload}<thread>7</thread></message>`,
      )
      const delivered = await balcony.next({ name: 'message', id: sent.id })

      expectContentOf(sent, delivered)
    },
  )
}

for (const [situation, payload] of Object.entries(payloads)) {
  verify(
    '8.4/delivers-what-it-does-not-know-unmodified',
    `a request with ${situation}`,
    async ({ accounts }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })

      const sent = orchard.send(xml`<iq to='${balcony.jid}' type='set'>${payload}</iq>`)
      const delivered = await balcony.next({ name: 'iq', id: sent.id })

      expectContentOf(sent, delivered)
    },
  )
}

verify(
  '8.4/delivers-what-it-does-not-know-unmodified',
  'directed presence with an unknown element',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const sent = orchard.send(xml`<presence to='${balcony.jid}'><show>xa</show>${unknown}</presence>`)
    const delivered = await balcony.next({ name: 'presence', id: sent.id })

    expectContentOf(sent, delivered)
  },
)

verify(
  '8.4/passes-on-what-it-does-not-know-unmodified',
  'a message to another domain',
  async ({ accounts, components }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const mercutio = await components.peer('mercutio')

    const sent = orchard.send(xml`<message to='${mercutio.jid}'>${unknown}</message>`)
    const delivered = await mercutio.next({ name: 'message', id: sent.id })

    expectContentOf(sent, delivered)
  },
)

verify(
  '8.4/delivers-what-it-does-not-know-unmodified',
  'a message with attributes in a namespace of their own',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<message to='${balcony.jid}' id='weighed'><mood xmlns='urn:touchstone:unknown' xmlns:w='urn:touchstone:weight' w:weight='5' weight='6'/></message>`,
    )
    const delivered = await balcony.next({ name: 'message', id: 'weighed' })

    const { attrs = {} } = delivered.child('mood', 'urn:touchstone:unknown') ?? {}
    const [prefix] = Object.keys(attrs).flatMap((name) => /^(.+):weight$/.exec(name)?.slice(1) ?? [])
    expect(attrs).toMatchObject({
      weight: '6',
      [`${prefix}:weight`]: '5',
      [`xmlns:${prefix}`]: 'urn:touchstone:weight',
    })
  },
)

verify('8.4/reads-namespaces-not-prefixes', 'a payload with a prefix', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.stream.send(
    `<iq type='get' to='${target.domain}' id='prefixed'><p:ping xmlns:p='urn:xmpp:ping'/></iq>`,
  )

  expect(await orchard.next({ name: 'iq', id: 'prefixed' })).toFit({ type: 'result' })
})

verify('8.4/reads-namespaces-not-prefixes', 'a stanza with a prefix', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.stream.send(
    `<c:iq xmlns:c='jabber:client' type='get' to='${target.domain}' id='prefixed'><ping xmlns='urn:xmpp:ping'/></c:iq>`,
  )

  expect(await orchard.next({ name: 'iq', id: 'prefixed' })).toFit({ type: 'result' })
})

verify(
  '8.4/declares-prefixes-in-the-stanza',
  'a message with prefixes in elements and attributes',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.stream.send(
      `<message to='${balcony.jid}' id='prefixed'><m:mood xmlns:m='urn:touchstone:unknown' xmlns:w='urn:touchstone:weight' w:weight='5'><m:sad/></m:mood></message>`,
    )
    await balcony.next({ name: 'message', id: 'prefixed' })

    const [bytes = ''] = balcony.stream.events.flatMap((event) =>
      event.kind === 'element' && event.element.id === 'prefixed' ? [event.raw] : [],
    )
    const prefixes = [...bytes.matchAll(/[< ]([\w.-]+):[\w.-]+/g)].map(([, prefix]) => prefix)
    for (const prefix of prefixes.filter((used) => used !== 'xmlns' && used !== 'xml')) {
      expect(bytes).toContain(` xmlns:${prefix}=`)
    }
  },
)

/** What the server generates for a client that makes it talk. */
async function generated(orchard: Session, domain: string): Promise<Element[]> {
  orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
  for (const payload of ['disco#info', 'disco#items']) {
    orchard.send(
      xml`<iq type='get' to='${domain}'><query xmlns='${`http://jabber.org/protocol/${payload}`}'/></iq>`,
    )
  }
  orchard.send(xml`<iq type='get' to='${domain}'>${unknown}</iq>`)
  await orchard.roundTrip()
  return orchard.inbox.map(({ element }) => element).filter(({ name }) => name === 'iq')
}

verify('8.4/payloads-are-not-of-the-stream', 'results and a push', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const iqs = await generated(orchard, target.domain)

  const payloads = iqs.flatMap((iq) => iq.elements()).filter(({ name }) => name !== 'error')
  expect(payloads.length).toBeGreaterThan(3)
  for (const payload of payloads) {
    expect(payload).not.toFit({ ns: /^($|jabber:(client|server)$|http:\/\/etherx\.jabber\.org\/streams$)/ })
  }
})

verify('8.4/adds-no-attributes-of-its-own', 'results, a push and an error', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const iqs = await generated(orchard, target.domain)

  expect(iqs.length).toBeGreaterThan(4)
  for (const { attrs } of iqs) {
    expect(Object.keys(attrs).filter((name) => /^(?!xml:).*:/.test(name))).toEqual([])
  }
})

for (const [situation, written, content] of [
  ['a line break in an attribute', "line='O&#xA;Romeo'", ''],
  ['a tab in an attribute', "line='O&#x9;Romeo'", ''],
  ['a carriage return in a text', '', 'O&#xD;Romeo'],
] as const) {
  verify(
    '8.4/delivers-what-it-does-not-know-unmodified',
    `a message with ${situation}, written as a reference`,
    async ({ accounts }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.connect({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })
      const text = `<mood xmlns='urn:touchstone:unknown' ${written}>${content}</mood>`

      orchard.stream.send(`<message to='${balcony.jid}' id='ts-space'>${text}</message>`)

      const delivered = await balcony.next({ name: 'message', id: 'ts-space' })
      expect(delivered.child('mood', 'urn:touchstone:unknown')).toEqual(readElement(text))
    },
  )
}
