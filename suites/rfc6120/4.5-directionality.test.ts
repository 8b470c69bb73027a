import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '4.5/one-connection-for-both-streams',
  'two clients that write to each other',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const there = orchard.send(
      xml`<message to='${balcony.jid}' type='chat'><body>She speaks</body></message>`,
    )
    const back = balcony.send(xml`<message to='${orchard.jid}' type='chat'><body>Ay me</body></message>`)

    expect(await balcony.next({ name: 'message', id: there.id })).toFit({ from: orchard.jid })
    expect(await orchard.next({ name: 'message', id: back.id })).toFit({ from: balcony.jid })
  },
)
