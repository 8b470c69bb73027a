import { conformance, expect, xml } from '#conformance'
import { lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify(
  '8.5.2.1.3/answered-by-the-server-itself',
  'a question to the bare JID of a user who is online',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [1, 0])
    const asked = orchard.send(
      xml`<iq type='get' to='${juliet.bareJid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    const answer = await orchard.next({ name: 'iq', id: asked.id })
    expect(answer).toFit({ from: juliet.bareJid, type: /^(result|error)$/ })

    const heard = await stage.fence.after(orchard, chambers)
    for (const chamber of chambers)
      expect(heard.by(chamber)).not.toContainStanza({ name: 'iq', id: asked.id })
  },
)

for (const type of ['get', 'set'] as const) {
  verify(
    '8.5.2.1.3/unavailable-where-it-cannot-answer',
    `an iq of type ${type} in a namespace of nobody`,
    async (stage) => {
      const { orchard, juliet, chambers } = await lovers(stage, [1])
      const asked = orchard.send(
        xml`<iq type='${type}' to='${juliet.bareJid}'><query xmlns='urn:example:nobody'/></iq>`,
      )
      expect(await orchard.next({ name: 'iq', id: asked.id })).toBeStanzaError('service-unavailable')

      const heard = await stage.fence.after(orchard, chambers)
      for (const chamber of chambers)
        expect(heard.by(chamber)).not.toContainStanza({ name: 'iq', id: asked.id })
    },
  )
}
