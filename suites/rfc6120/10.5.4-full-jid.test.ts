import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '10.5.4/treats-a-missing-resource-as-its-account',
  'a chat message to a resource that is gone',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const sent = orchard.send(
      xml`<message type='chat' to='${juliet.bareJid}/churchyard'><body>Art thou there?</body></message>`,
    )
    const heard = await fence.after(orchard, [balcony])

    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
  },
)

verify(
  '10.5.4/treats-a-missing-resource-as-its-account',
  'a chat message to a resource that differs in case',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony', priority: 5 })
    const chamber = await juliet.login({ resource: 'chamber', priority: 1 })

    const sent = orchard.send(
      xml`<message type='chat' to='${juliet.bareJid}/CHAMBER'><body>Art thou there?</body></message>`,
    )
    const heard = await fence.after(orchard, [balcony, chamber])

    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
  },
)

const stanzas: Readonly<Record<string, Element>> = {
  'a chat message': xml`<message type='chat' id='direct'><body>Hail</body></message>`,
  'a message without type': xml`<message id='direct'><body>Hail</body></message>`,
  'a headline': xml`<message type='headline' id='direct'><body>Hail</body></message>`,
  'an error about a message': xml`<message type='error' id='direct'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
  'available presence': xml`<presence id='direct'/>`,
  'a get': xml`<iq type='get' id='direct'><question xmlns='urn:touchstone:unknown'/></iq>`,
  'a set of a payload that the server knows': xml`<iq type='set' id='direct'><query xmlns='jabber:iq:roster'><item jid='rosaline@capulet.example'/></query></iq>`,
}

for (const [situation, stanza] of Object.entries(stanzas)) {
  verify(
    '10.5.4/delivers-to-the-resource',
    `${situation} to the lesser of two resources`,
    async ({ accounts, fence }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      await juliet.login({ resource: 'balcony', priority: 5 })
      const chamber = await juliet.login({ resource: 'chamber', priority: -1 })

      orchard.send(stanza.withAttrs({ to: chamber.jid }))
      const heard = await fence.after(orchard, [chamber])

      expect(heard.by(chamber)).toContainStanzas(1, { name: stanza.name, id: 'direct' })
    },
  )
}

verify(
  '10.5.4/delivers-to-the-resource',
  'a message to a resource that has sent no presence',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.connect({ resource: 'balcony' })

    orchard.send(xml`<message to='${balcony.jid}' id='direct'><body>Hail</body></message>`)
    const heard = await fence.after(orchard, [balcony])

    expect(heard.by(balcony)).toContainStanzas(1, { name: 'message', id: 'direct' })
  },
)

verify(
  '10.5.4/delivers-to-the-resource',
  'the result of a request between two clients',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(
      xml`<iq type='get' to='${balcony.jid}' id='direct'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )
    await balcony.next({ name: 'iq', type: 'get', id: 'direct' })
    balcony.send(
      xml`<iq type='result' to='${orchard.jid}' id='direct'><answer xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(await orchard.next({ name: 'iq', id: 'direct' })).toFit(
      xml`<iq type='result' from='${balcony.jid}'><answer xmlns='urn:touchstone:unknown'/></iq>`,
    )
  },
)
