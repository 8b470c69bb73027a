import { conformance, expect, xml } from '#conformance'
import { expectStoredOrReturned, lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

for (const type of ['normal', 'chat'] as const) {
  verify(
    '8.5.2.2.1/message-is-stored-or-returned',
    `a ${type} message to a user who is offline`,
    async (stage) => {
      const scene = await lovers(stage, [])
      const sent = scene.orchard.send(
        xml`<message to='${scene.juliet.bareJid}' type='${type}'><body>Art thou gone so?</body></message>`,
      )
      await expectStoredOrReturned(stage, scene, sent)
    },
  )
}

verify('8.5.2.2.1/groupchat-is-returned', 'a groupchat message to a user who is offline', async (stage) => {
  const { orchard, juliet } = await lovers(stage, [])
  const sent = orchard.send(
    xml`<message to='${juliet.bareJid}' type='groupchat'><body>All hail</body></message>`,
  )
  expect(await orchard.next({ name: 'message', id: sent.id })).toFit({ type: 'error', from: juliet.bareJid })
})

for (const type of ['headline', 'error'] as const) {
  verify(
    '8.5.2.2.1/headline-and-error-are-ignored',
    `a message of type ${type} to a user who is offline`,
    async (stage) => {
      const { orchard, juliet } = await lovers(stage, [])
      const inside =
        type === 'error'
          ? xml`<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`
          : xml`<body>News</body>`
      const sent = orchard.send(xml`<message to='${juliet.bareJid}' type='${type}'>${inside}</message>`)
      const later = await juliet.login({ resource: 'later', priority: 1 })
      await stage.fence.after(orchard, [later, orchard])
      for (const session of [later, orchard]) {
        expect(session.heardSoFar).not.toContainStanza({ name: 'message', id: sent.id })
      }
    },
  )
}

for (const type of ['available', 'unavailable'] as const) {
  verify('8.5.2.2.2/presence-is-ignored', `${type} presence to a user who is offline`, async (stage) => {
    const { orchard, juliet } = await lovers(stage, [])
    const sent = orchard.send(
      type === 'available'
        ? xml`<presence to='${juliet.bareJid}'/>`
        : xml`<presence to='${juliet.bareJid}' type='${type}'/>`,
    )
    const before = await stage.fence.roundTrip(orchard)
    expect(before.by(orchard)).not.toContainStanza({ from: juliet.bareJid })
    // Gone before she comes, so that what she hears of him then was stored.
    orchard.send(xml`<presence to='${juliet.bareJid}' type='unavailable'/>`)
    const later = await juliet.login({ resource: 'later', priority: 1 })
    await stage.fence.after(orchard, [later])
    expect(later.heardSoFar).not.toContainStanza({ name: 'presence', id: sent.id })
  })
}

verify(
  '8.5.2.2.3/answered-by-the-server-itself',
  'a question to the bare JID of a user who is offline',
  async (stage) => {
    const { orchard, juliet } = await lovers(stage, [])
    const answer = await orchard.request(
      xml`<iq type='get' to='${juliet.bareJid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(answer).toFit({ from: juliet.bareJid, type: /^(result|error)$/ })
  },
)

verify('8.5.2.2.3/unavailable-where-it-cannot-answer', 'an iq in a namespace of nobody', async (stage) => {
  const { orchard, juliet } = await lovers(stage, [])
  const answer = await orchard.request(
    xml`<iq type='get' to='${juliet.bareJid}'><query xmlns='urn:example:nobody'/></iq>`,
  )
  expect(answer).toBeStanzaError('service-unavailable')
})
