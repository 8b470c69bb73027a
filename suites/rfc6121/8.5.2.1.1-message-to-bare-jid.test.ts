import { conformance, expect, xml } from '#conformance'
import { expectStoredOrReturned, lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

for (const type of ['normal', 'chat', 'headline'] as const) {
  verify(
    '8.5.2.1.1/never-to-negative-priority',
    `a ${type} message passes over the resource at priority -1`,
    async (stage) => {
      const { orchard, juliet, chambers } = await lovers(stage, [1, -1])
      const [balcony, closet] = chambers as [(typeof chambers)[0], (typeof chambers)[0]]

      const sent = orchard.send(
        xml`<message to='${juliet.bareJid}' type='${type}'><body>Wherefore?</body></message>`,
      )
      const heard = await stage.fence.after(orchard, [balcony, closet])

      expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
      expect(heard.by(closet)).not.toContainStanza({ name: 'message', id: sent.id })
    },
  )
}

verify(
  '8.5.2.1.1/normal-is-kept-from-negative-resources',
  'a normal message when the only resource is at -1',
  async (stage) => {
    const scene = await lovers(stage, [-1])
    const sent = scene.orchard.send(
      xml`<message to='${scene.juliet.bareJid}'><body>Art thou there?</body></message>`,
    )
    await expectStoredOrReturned(stage, scene, sent)
  },
)

verify(
  '8.5.2.1.1/chat-is-kept-from-negative-resources',
  'a chat message when the only resource is at -1',
  async (stage) => {
    const scene = await lovers(stage, [-1])
    const sent = scene.orchard.send(
      xml`<message to='${scene.juliet.bareJid}' type='chat'><body>Art thou there?</body></message>`,
    )
    await expectStoredOrReturned(stage, scene, sent)
  },
)

verify(
  '8.5.2.1.1/normal-reaches-the-only-resource',
  'a normal message when one resource is at 0',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [0])
    const sent = orchard.send(xml`<message to='${juliet.bareJid}'><body>Good morrow</body></message>`)
    const heard = await stage.fence.after(orchard, chambers)
    for (const chamber of chambers)
      expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id })
  },
)

verify(
  '8.5.2.1.1/chat-reaches-the-only-resource',
  'a chat message when one resource is at 0',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [0])
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='chat'><body>Good morrow</body></message>`,
    )
    const heard = await stage.fence.after(orchard, chambers)
    for (const chamber of chambers)
      expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id })
  },
)

for (const priorities of [
  [1, 2],
  [2, 2],
  [0, 3, -1],
] as const) {
  verify(
    '8.5.2.1.1/normal-reaches-the-most-available',
    `a normal message to resources at ${priorities.join(', ')}`,
    async (stage) => {
      const { orchard, juliet, chambers } = await lovers(stage, priorities)
      const sent = orchard.send(xml`<message to='${juliet.bareJid}'><body>Good even</body></message>`)
      const heard = await stage.fence.after(orchard, chambers)
      const reached = chambers.filter((chamber) =>
        heard.by(chamber).stanzas.some(({ element }) => element.id === sent.id),
      )
      stage.observe(`${reached.length} of ${chambers.length} resources got it`)
      expect(reached.length, 'resources that were reached').toBeGreaterThanOrEqual(1)
    },
  )
  verify(
    '8.5.2.1.1/chat-reaches-the-most-available',
    `a chat message to resources at ${priorities.join(', ')}`,
    async (stage) => {
      const { orchard, juliet, chambers } = await lovers(stage, priorities)
      const sent = orchard.send(
        xml`<message to='${juliet.bareJid}' type='chat'><body>Good even</body></message>`,
      )
      const heard = await stage.fence.after(orchard, chambers)
      const reached = chambers.filter((chamber) =>
        heard.by(chamber).stanzas.some(({ element }) => element.id === sent.id),
      )
      stage.observe(`${reached.length} of ${chambers.length} resources got it`)
      expect(reached.length, 'resources that were reached').toBeGreaterThanOrEqual(1)
    },
  )
}

verify('8.5.2.1.1/groupchat-is-returned', 'a groupchat message to a user who is online', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const sent = orchard.send(
    xml`<message to='${juliet.bareJid}' type='groupchat'><body>All hail</body></message>`,
  )
  const heard = await stage.fence.after(orchard, chambers)
  for (const chamber of chambers) expect(heard.by(chamber)).not.toContainStanza({ id: sent.id })
  expect(await orchard.next({ name: 'message', id: sent.id })).toFit({ type: 'error', from: juliet.bareJid })
})

verify(
  '8.5.2.1.1/headline-is-dropped-at-negative-resources',
  'a headline when the only resource is at -1',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [-1])
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='headline'><body>News</body></message>`,
    )
    const heard = await stage.fence.after(orchard, [...chambers, orchard])
    for (const session of [...chambers, orchard])
      expect(heard.by(session)).not.toContainStanza({ id: sent.id })
  },
)

verify(
  '8.5.2.1.1/headline-reaches-the-only-resource',
  'a headline when one resource is at 0',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [0])
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='headline'><body>News</body></message>`,
    )
    const heard = await stage.fence.after(orchard, chambers)
    for (const chamber of chambers)
      expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id })
  },
)

verify(
  '8.5.2.1.1/headline-reaches-all-resources',
  'a headline to resources at 0, 5 and 127',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [0, 5, 127])
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='headline'><body>News</body></message>`,
    )
    const heard = await stage.fence.after(orchard, chambers)
    for (const chamber of chambers)
      expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id })
  },
)

verify('8.5.2.1.1/error-is-dropped', 'an error message to a user who is online', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const sent = orchard.send(
    xml`<message to='${juliet.bareJid}' type='error'>
      <error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </message>`,
  )
  const heard = await stage.fence.after(orchard, [...chambers, orchard])
  for (const session of [...chambers, orchard]) expect(heard.by(session)).not.toContainStanza({ id: sent.id })
})

verify('8.5.2.1.1/to-stays-bare', 'a message to the bare JID as its reader sees it', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const sent = orchard.send(xml`<message to='${juliet.bareJid}' type='chat'><body>By name</body></message>`)
  for (const chamber of chambers) {
    expect(await chamber.next({ name: 'message', id: sent.id })).toFit({ to: juliet.bareJid })
  }
})
