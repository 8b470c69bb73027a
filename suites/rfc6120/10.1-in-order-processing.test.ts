import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('10.1/processes-in-order', 'thirty pings in one piece', async ({ accounts, target, fence }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const ids = Array.from({ length: 30 }, (_, index) => `order-${index}`)

  orchard.stream.send(
    ids
      .map((id) => `<iq type='get' to='${target.domain}' id='${id}'><ping xmlns='urn:xmpp:ping'/></iq>`)
      .join(''),
  )
  const heard = await fence.roundTrip(orchard)

  const answered = heard.by(orchard).stanzas.map(({ element }) => element.id ?? '')
  expect(answered.filter((id) => id.startsWith('order-'))).toEqual(ids)
})

const sequences: Readonly<
  Record<string, (to: { full: string; bare: string }, id: string, index: number) => Element>
> = {
  'messages to a full JID': ({ full }, id) =>
    xml`<message to='${full}' id='${id}' type='chat'><body>${id}</body></message>`,
  'messages to the bare and the full JID in turn': ({ full, bare }, id, index) =>
    xml`<message to='${index % 2 === 0 ? bare : full}' id='${id}' type='chat'><body>${id}</body></message>`,
  'messages, presence and requests in turn': ({ full }, id, index) =>
    [
      xml`<message to='${full}' id='${id}' type='chat'><body>${id}</body></message>`,
      xml`<presence to='${full}' id='${id}'/>`,
      xml`<iq type='get' to='${full}' id='${id}'><question xmlns='urn:touchstone:unknown'/></iq>`,
    ][index % 3] ?? xml`<presence/>`,
}

for (const [situation, stanza] of Object.entries(sequences)) {
  verify('10.1/delivers-in-order', `thirty ${situation}`, async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const ids = Array.from({ length: 30 }, (_, index) => `order-${index}`)

    orchard.stream.send(
      ids
        .map((id, index) =>
          stanza({ full: balcony.jid, bare: juliet.bareJid }, id, index).toString('jabber:client'),
        )
        .join(''),
    )
    const heard = await fence.after(orchard, [balcony])

    const delivered = heard.by(balcony).stanzas.map(({ element }) => element.id ?? '')
    expect(delivered.filter((id) => id.startsWith('order-'))).toEqual(ids)
  })
}

verify(
  '10.1/passes-on-in-order',
  'thirty messages to another domain',
  async ({ accounts, components, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const mercutio = await components.peer('mercutio')
    const ids = Array.from({ length: 30 }, (_, index) => `order-${index}`)

    orchard.stream.send(
      ids.map((id) => `<message to='${mercutio.jid}' id='${id}'><body>${id}</body></message>`).join(''),
    )
    const heard = await fence.after(orchard, [mercutio])

    const delivered = heard.by(mercutio).stanzas.map(({ element }) => element.id ?? '')
    expect(delivered.filter((id) => id.startsWith('order-'))).toEqual(ids)
  },
)

verify(
  '10.1/finishes-a-request-before-the-next',
  'an item is put into the roster, and the roster asked for in one piece',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.stream.send(
      [
        `<iq type='set' id='add'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
        `<iq type='get' id='look'><query xmlns='jabber:iq:roster'/></iq>`,
      ].join(''),
    )

    expect(await orchard.next({ name: 'iq', id: 'look' })).toFit(
      xml`<iq type='result'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
    )
  },
)

verify(
  '10.1/finishes-a-request-before-the-next',
  'an item is put into the roster and renamed twice, and the roster asked for in one piece',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.stream.send(
      [
        `<iq type='set' id='add'><query xmlns='jabber:iq:roster'><item jid='rosaline@capulet.example'/></query></iq>`,
        `<iq type='set' id='name'><query xmlns='jabber:iq:roster'><item jid='rosaline@capulet.example' name='Rosaline'/></query></iq>`,
        `<iq type='set' id='rename'><query xmlns='jabber:iq:roster'><item jid='rosaline@capulet.example' name='Rose'/></query></iq>`,
        `<iq type='get' id='look'><query xmlns='jabber:iq:roster'/></iq>`,
      ].join(''),
    )

    for (const id of ['add', 'name', 'rename']) {
      expect(await orchard.next({ name: 'iq', id })).toFit({ type: 'result' })
    }
    expect(await orchard.next({ name: 'iq', id: 'look' })).toFit(
      xml`<iq type='result'><query xmlns='jabber:iq:roster'><item jid='rosaline@capulet.example' name='Rose'/></query></iq>`,
    )
  },
)
