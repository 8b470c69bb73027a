import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const messages: Readonly<Record<string, Element>> = {
  'a chat message': xml`<message type='chat' id='letter'><body>Stabbed with a white wench's black eye</body></message>`,
  'a message without type': xml`<message id='letter'><body>Stabbed with a white wench's black eye</body></message>`,
}

for (const [situation, message] of Object.entries(messages)) {
  verify(
    '10.5.3.1/ignores-or-refuses-a-message-to-nobody',
    situation,
    async ({ accounts, fence, observe, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      orchard.send(message.withAttrs({ to: `${accounts.unused('tybalt')}@${target.domain}` }))
      const heard = await fence.roundTrip(orchard)

      const answers = heard.by(orchard).stanzas.filter(({ element }) => element.id === 'letter')
      observe(answers.length === 0 ? 'ignores a message to nobody' : 'refuses a message to nobody')
      expect(answers.length).toBeLessThanOrEqual(1)
      for (const { element } of answers) expect(element).toBeStanzaError('service-unavailable')
    },
  )
}

const presences: Readonly<Record<string, Element>> = {
  'available presence': xml`<presence id='here'/>`,
  'unavailable presence': xml`<presence id='here' type='unavailable'/>`,
}

for (const [situation, presence] of Object.entries(presences)) {
  verify('10.5.3.1/ignores-presence-to-nobody', situation, async ({ accounts, fence, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const tybalt = `${accounts.unused('tybalt')}@${target.domain}`

    orchard.send(presence.withAttrs({ to: tybalt }))
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).not.toContainStanza({ from: tybalt })
    expect(heard.by(orchard)).not.toContainStanza({ id: 'here' })
  })
}

for (const type of ['get', 'set']) {
  verify('10.5.3.1/refuses-a-request-to-nobody', `a ${type}`, async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='${type}' to='${accounts.unused('tybalt')}@${target.domain}'><query xmlns='jabber:iq:version'/></iq>`,
    )

    expect(answer).toBeStanzaError('service-unavailable')
  })
}

for (const [situation, message] of Object.entries(messages)) {
  verify('10.5.3.2/message-reaches-a-resource', situation, async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony', priority: 5 })
    const chamber = await juliet.login({ resource: 'chamber', priority: 1 })

    orchard.send(message.withAttrs({ to: juliet.bareJid }))
    const heard = await fence.after(orchard, [balcony, chamber])

    const everywhere = [...heard.by(balcony).stanzas, ...heard.by(chamber).stanzas]
    expect({ who: 'juliet', stanzas: everywhere }).toContainStanza({ name: 'message', id: 'letter' })
  })
}

for (const [situation, message] of Object.entries(messages)) {
  verify(
    '10.5.3.2/stores-or-refuses-a-message-to-somebody-offline',
    situation,
    async ({ accounts, fence, observe }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })

      orchard.send(message.withAttrs({ to: juliet.bareJid }))
      const heard = await fence.roundTrip(orchard)

      const answer = heard.by(orchard).stanzas.find(({ element }) => element.id === 'letter')
      if (answer !== undefined) {
        expect(answer.element).toBeStanzaError('service-unavailable')
        observe('refuses a message to somebody who is offline')
        return
      }
      const balcony = await juliet.login({ resource: 'balcony' })
      expect(await balcony.next({ name: 'message', id: 'letter' })).toFit({ from: orchard.jid })
      observe('keeps a message for somebody who is offline')
    },
  )
}

verify(
  '10.5.3.2/presence-reaches-available-resources',
  'two of three resources',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony', priority: 5 })
    const chamber = await juliet.login({ resource: 'chamber', priority: -5 })

    orchard.send(xml`<presence to='${juliet.bareJid}' id='here'/>`)
    const heard = await fence.after(orchard, [balcony, chamber])

    expect(heard.by(balcony)).toContainStanza({ name: 'presence', id: 'here' })
    expect(heard.by(chamber)).toContainStanza({ name: 'presence', id: 'here' })
  },
)

for (const [situation, presence] of Object.entries(presences)) {
  verify('10.5.3.2/ignores-presence-to-somebody-offline', situation, async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(presence.withAttrs({ to: juliet.bareJid }))
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).not.toContainStanza({ from: juliet.bareJid })
    expect(heard.by(orchard)).not.toContainStanza({ id: 'here' })
  })
}

const requests: Readonly<Record<string, Element>> = {
  'an unknown get': xml`<iq type='get' id='asked'><question xmlns='urn:touchstone:unknown'/></iq>`,
  'an unknown set': xml`<iq type='set' id='asked'><question xmlns='urn:touchstone:unknown'/></iq>`,
  'a roster that is none of its business': xml`<iq type='get' id='asked'><query xmlns='jabber:iq:roster'/></iq>`,
  'a question for its version': xml`<iq type='get' id='asked'><query xmlns='jabber:iq:version'/></iq>`,
}

for (const [situation, request] of Object.entries(requests)) {
  verify('10.5.3.2/handles-requests-itself', situation, async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    orchard.send(request.withAttrs({ to: juliet.bareJid }))
    const heard = await fence.after(orchard, [balcony])

    expect(heard.by(balcony)).not.toContainStanza({ name: 'iq', id: 'asked' })
    expect(await orchard.next({ name: 'iq', id: 'asked' })).toFit({
      type: /^(result|error)$/,
      from: juliet.bareJid,
    })
  })
}
