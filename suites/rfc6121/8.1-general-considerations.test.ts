import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

for (const type of ['normal', 'groupchat', 'headline'] as const) {
  verify(
    '8.1/tells-those-who-may-know',
    `a ${type} message of a subscriber to a resource that is gone`,
    async ({ accounts, fence }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })
      await subscribe(orchard, balcony)

      const sent = orchard.send(
        xml`<message to='${juliet.bareJid}/gone' type='${type}'><body>Stay!</body></message>`,
      )
      const heard = await fence.roundTrip(orchard)
      expect(heard.by(orchard)).toContainStanza({ name: 'message', type: 'error', id: sent.id })
    },
  )
}
