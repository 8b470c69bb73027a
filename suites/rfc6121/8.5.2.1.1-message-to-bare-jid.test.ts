import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify(
  '8.5.2.1.1/never-to-negative-priority',
  'a message to the bare JID passes over the resource at priority -1',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony', priority: 1 })
    const chamber = await juliet.login({ resource: 'chamber', priority: -1 })

    const sent = orchard.send(
      xml`<message to='${juliet.bareJid}' type='chat'><body>Wherefore?</body></message>`,
    )
    const heard = await fence.after(orchard, [balcony, chamber])

    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
    expect(heard.by(chamber)).not.toContainStanza({ name: 'message', id: sent.id })
  },
)
