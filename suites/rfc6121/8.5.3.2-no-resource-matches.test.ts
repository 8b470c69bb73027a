import { conformance, expect, type Session, xml } from '#conformance'
import { expectIgnoredOrReturned, expectStoredOrReturned, lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

for (const type of ['normal', 'groupchat', 'headline'] as const) {
  for (const priorities of [[], [1]] as const) {
    verify(
      '8.5.3.2.1/others-are-ignored-or-returned',
      `a ${type} message to a resource that is gone, ${priorities.length === 0 ? 'nobody there' : 'another one there'}`,
      async (stage) => {
        const scene = await lovers(stage, priorities)
        const sent = scene.orchard.send(
          xml`<message to='${scene.juliet.bareJid}/gone' type='${type}'><body>Stay!</body></message>`,
        )
        await expectIgnoredOrReturned(stage, scene, sent)
      },
    )
  }
}

verify(
  '8.5.3.2.1/chat-is-stored-or-returned',
  'a chat message to a resource that is gone, nobody there',
  async (stage) => {
    const scene = await lovers(stage, [])
    const sent = scene.orchard.send(
      xml`<message to='${scene.juliet.bareJid}/gone' type='chat'><body>Stay!</body></message>`,
    )
    await expectStoredOrReturned(stage, scene, sent)
  },
)

verify(
  '8.5.3.2.1/chat-is-kept-from-negative-resources',
  'a chat message to a resource that is gone, one at -1',
  async (stage) => {
    const scene = await lovers(stage, [-1])
    const sent = scene.orchard.send(
      xml`<message to='${scene.juliet.bareJid}/gone' type='chat'><body>Stay!</body></message>`,
    )
    await expectStoredOrReturned(stage, scene, sent)
  },
)

verify(
  '8.5.3.2.1/chat-reaches-the-only-resource',
  'a chat message to a resource that is gone, one at 1',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [1])
    const [chamber] = chambers as [Session]
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}/gone' type='chat'><body>Stay!</body></message>`,
    )
    const heard = await stage.fence.after(orchard, [chamber])
    expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id })
  },
)

verify(
  '8.5.3.2.1/chat-reaches-the-most-available',
  'a chat message to a resource that is gone, two at 1 and 3',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [1, 3])
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}/gone' type='chat'><body>Stay!</body></message>`,
    )
    const heard = await stage.fence.after(orchard, chambers)
    const reached = chambers.filter((chamber) =>
      heard.by(chamber).stanzas.some(({ element }) => element.id === sent.id),
    )
    stage.observe(`${reached.length} of ${chambers.length} resources got it`)
    expect(reached.length, 'resources that were reached').toBeGreaterThanOrEqual(1)
  },
)

verify('8.5.3.2.1/error-is-dropped', 'an error message to a resource that is gone', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const sent = orchard.send(
    xml`<message to='${juliet.bareJid}/gone' type='error'>
      <error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </message>`,
  )
  const heard = await stage.fence.after(orchard, [...chambers, orchard])
  for (const session of [...chambers, orchard]) expect(heard.by(session)).not.toContainStanza({ id: sent.id })
})

for (const type of ['available', 'unavailable'] as const) {
  verify('8.5.3.2.2/presence-is-ignored', `${type} presence to a resource that is gone`, async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [1])
    const sent = orchard.send(
      type === 'available'
        ? xml`<presence to='${juliet.bareJid}/gone'/>`
        : xml`<presence to='${juliet.bareJid}/gone' type='${type}'/>`,
    )
    const heard = await stage.fence.after(orchard, [...chambers, orchard])
    for (const session of [...chambers, orchard]) {
      expect(heard.by(session)).not.toContainStanza({ name: 'presence', id: sent.id })
    }
  })
}

for (const type of ['subscribed', 'unsubscribe', 'unsubscribed'] as const) {
  verify(
    '8.5.3.2.2/subscription-presence-is-ignored',
    `${type} to a resource that is gone`,
    async (stage) => {
      const { orchard, juliet, chambers } = await lovers(stage, [1])
      orchard.send(xml`<presence to='${juliet.bareJid}/gone' type='${type}'/>`)
      const heard = await stage.fence.after(orchard, [...chambers])
      for (const chamber of chambers)
        expect(heard.by(chamber)).not.toContainStanza({ name: 'presence', type })
    },
  )
}

verify('8.5.3.2.3/iq-is-unavailable', 'a question to a resource that is gone', async (stage) => {
  const { orchard, juliet } = await lovers(stage, [1])
  const answer = await orchard.request(
    xml`<iq type='get' to='${juliet.bareJid}/gone'><query xmlns='jabber:iq:version'/></iq>`,
  )
  expect(answer).toBeStanzaError('service-unavailable')
})
