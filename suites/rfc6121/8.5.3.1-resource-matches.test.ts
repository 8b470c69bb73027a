import { conformance, expect, type Session, xml } from '#conformance'
import { lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

for (const type of ['get', 'set'] as const) {
  verify(
    '8.5.3.1/iq-of-a-stranger-is-unavailable',
    `an iq of type ${type} from one who shares no presence`,
    async (stage) => {
      const { orchard, chambers } = await lovers(stage, [1])
      for (const chamber of chambers) {
        const asked = orchard.send(
          xml`<iq type='${type}' to='${chamber.jid}'><query xmlns='jabber:iq:version'/></iq>`,
        )
        const heard = await stage.fence.after(orchard, [chamber])
        expect(heard.by(chamber)).not.toContainStanza({ name: 'iq', id: asked.id })
        expect(await orchard.next({ name: 'iq', id: asked.id })).toBeStanzaError('service-unavailable')
      }
    },
  )
}

verify(
  '8.5.3.1/answers-reach-the-resource',
  'a client answers a question that it was asked',
  async (stage) => {
    const { orchard, chambers } = await lovers(stage, [1])
    for (const chamber of chambers) {
      // Answers to nothing would break an invariant: the harness is told that the other side has asked.
      chamber.stream.asked.set('answer', 1).set('refusal', 1)
      orchard.send(xml`<iq type='result' to='${chamber.jid}' id='answer'/>`)
      orchard.send(
        xml`<iq type='error' to='${chamber.jid}' id='refusal'>
        <error type='cancel'><feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </iq>`,
      )
      const heard = await stage.fence.after(orchard, [chamber])
      expect(heard.by(chamber)).toContainStanza({
        name: 'iq',
        type: 'result',
        id: 'answer',
        from: orchard.jid,
      })
      expect(heard.by(chamber)).toContainStanza({
        name: 'iq',
        type: 'error',
        id: 'refusal',
        from: orchard.jid,
      })
    }
  },
)

for (const priority of [1, -1]) {
  for (const type of ['normal', 'chat', 'groupchat', 'headline'] as const) {
    verify(
      '8.5.3.1/message-reaches-the-resource',
      `a ${type} message to the resource at ${priority}`,
      async (stage) => {
        const { orchard, chambers } = await lovers(stage, [priority, 5])
        const [chamber, other] = chambers as [Session, Session]
        const sent = orchard.send(
          xml`<message to='${chamber.jid}' type='${type}'><body>To thee alone</body></message>`,
        )
        const heard = await stage.fence.after(orchard, [chamber, other])
        expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id, from: orchard.jid })
        expect(heard.by(other)).not.toContainStanza({ name: 'message', id: sent.id })
      },
    )
  }
}

for (const type of ['available', 'unavailable'] as const) {
  verify(
    '8.5.3.1/presence-reaches-the-resource',
    `${type} presence to one of two resources`,
    async (stage) => {
      const { orchard, chambers } = await lovers(stage, [1, 1])
      const [chamber, other] = chambers as [Session, Session]
      const sent = orchard.send(
        type === 'available'
          ? xml`<presence to='${chamber.jid}'/>`
          : xml`<presence to='${chamber.jid}' type='${type}'/>`,
      )
      const heard = await stage.fence.after(orchard, [chamber, other])
      expect(heard.by(chamber)).toContainStanza({ name: 'presence', id: sent.id, from: orchard.jid })
      expect(heard.by(other)).not.toContainStanza({ name: 'presence', id: sent.id })
    },
  )
}
