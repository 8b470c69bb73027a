import { conformance, expect, xml } from '#conformance'
import { lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify(
  '8.5.4/chat-does-not-go-to-all',
  'a chat message to the bare JID of resources at 0, 1 and 5',
  async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [0, 1, 5])
    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='chat'><body>Art thou there?</body></message>`,
    )
    const heard = await stage.fence.after(orchard, chambers)
    const reached = chambers
      .filter((chamber) => heard.by(chamber).stanzas.some(({ element }) => element.id === sent.id))
      .map(({ resource }) => resource)
    expect(reached, 'resources that the message reached').not.toEqual([])
    expect(reached, 'resources that the message reached').not.toEqual(
      chambers.map(({ resource }) => resource),
    )
  },
)
