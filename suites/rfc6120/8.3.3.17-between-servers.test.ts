import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '8.3.3.17/remote-server-timeout-is-temporary',
  'the broadcast address, which takes no connections',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = orchard.send(
      xml`<message to='escalus@255.255.255.255' type='chat'><body>Prince!</body></message>`,
    )

    const answer = await orchard.next({ name: 'message', id: sent.id })
    expect(answer).toBeStanzaError('remote-server-timeout', 'wait')
  },
)
