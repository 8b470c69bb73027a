import { conformance, expect, xml } from '#conformance'
import { expectIgnoredOrReturned } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify(
  '8.5.1/iq-is-unavailable',
  'a question to an account that does not exist',
  async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login()
    const answer = await orchard.request(
      xml`<iq type='get' to='${accounts.unused('rosaline')}@${target.domain}'><query xmlns='jabber:iq:version'/></iq>`,
    )
    expect(answer).toBeStanzaError('service-unavailable')
  },
)

for (const type of ['normal', 'chat', 'headline'] as const) {
  verify(
    '8.5.1/message-is-ignored-or-returned',
    `a ${type} message to an account that does not exist`,
    async (stage) => {
      const { accounts, target } = stage
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login()
      const sent = orchard.send(
        xml`<message to='${accounts.unused('rosaline')}@${target.domain}' type='${type}'><body>Fairest?</body></message>`,
      )
      await expectIgnoredOrReturned(stage, { orchard, chambers: [] }, sent)
    },
  )
}

for (const type of ['available', 'unavailable'] as const) {
  verify(
    '8.5.1/presence-is-ignored',
    `${type} presence to an account that does not exist`,
    async ({ accounts, fence, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login()
      const rosaline = `${accounts.unused('rosaline')}@${target.domain}`
      orchard.send(
        type === 'available'
          ? xml`<presence to='${rosaline}'/>`
          : xml`<presence to='${rosaline}' type='${type}'/>`,
      )
      const heard = await fence.roundTrip(orchard)
      expect(heard.by(orchard)).not.toContainStanza({ from: rosaline })
    },
  )
}

for (const type of ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed'] as const) {
  verify(
    '8.5.1/subscription-presence-is-ignored',
    `${type} to an account that does not exist`,
    async ({ accounts, fence, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login()
      const rosaline = `${accounts.unused('rosaline')}@${target.domain}`
      orchard.send(xml`<presence to='${rosaline}' type='${type}'/>`)
      const heard = await fence.roundTrip(orchard)
      expect(heard.by(orchard)).not.toContainStanza({ name: 'presence', from: rosaline })
    },
  )
}

verify(
  '8.5.1/probe-tells-nothing',
  'a probe of an account that does not exist',
  async ({ accounts, fence, observe, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login()
    const rosaline = `${accounts.unused('rosaline')}@${target.domain}`
    orchard.send(xml`<presence to='${rosaline}' type='probe'/>`)
    const heard = await fence.roundTrip(orchard)
    const answers = heard.by(orchard).stanzas.filter(({ element }) => element.from === rosaline)
    observe(answers.length === 0 ? 'ignored' : 'answered with unsubscribed')
    for (const { element } of answers) expect(element).toFit({ name: 'presence', type: 'unsubscribed' })
  },
)
