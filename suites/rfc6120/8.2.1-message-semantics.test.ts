import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('8.2.1/delivers-messages', 'a message to another account', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  const sent = orchard.send(xml`<message to='${juliet.bareJid}'><body>Art thou not Romeo?</body></message>`)
  const heard = await fence.after(orchard, [balcony])

  expect(heard.by(balcony)).toContainStanzas(
    1,
    xml`<message id='${sent.id}'><body>Art thou not Romeo?</body></message>`,
  )
})

verify(
  '8.2.1/delivers-messages-to-other-domains',
  'a message to another domain',
  async ({ accounts, components }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const mercutio = await components.peer('mercutio')

    const sent = orchard.send(xml`<message to='${mercutio.bareJid}'><body>Good morrow</body></message>`)

    expect(await mercutio.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid })
  },
)
