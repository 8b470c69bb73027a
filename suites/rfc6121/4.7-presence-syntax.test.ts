import { conformance, type Element, expect, prepare, type Session, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

const addressees: Readonly<Record<string, (balcony: Session) => Element>> = {
  'without an address': () => xml`<presence type='sighing'/>`,
  'to a bare JID': (balcony) => xml`<presence type='sighing' to='${balcony.bareJid}'/>`,
  'to a full JID': (balcony) => xml`<presence type='sighing' to='${balcony.jid}'/>`,
}

for (const [addressee, presence] of Object.entries(addressees)) {
  verify(
    '4.7.1/refuses-unknown-types',
    `presence of the type sighing ${addressee}`,
    async ({ accounts, fence }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })

      const sent = orchard.send(presence(balcony))
      const heard = await fence.roundTrip(orchard)
      expect(heard.by(orchard)).toContainStanza(xml`
        <presence type='error' id='${sent.id}'>
          <error><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </presence>`)
    },
  )
}

verify('4.7.1/error-says-what-is-wrong', 'presence of the type sighing', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  const sent = orchard.send(xml`<presence type='sighing' to='${juliet.bareJid}'/>`)
  const error = await prepare('an error', () =>
    orchard.next({ name: 'presence', type: 'error', id: sent.id }),
  )
  expect(error).toFit(xml`<presence><error/></presence>`)
})

verify(
  '4.7.2.3/none-is-zero',
  'messages to the bare JID, another resource at -1',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await juliet.login({ resource: 'chamber', priority: -1 })

    const chat = orchard.send(
      xml`<message to='${juliet.bareJid}' type='chat'><body>Art thou there?</body></message>`,
    )
    const headline = orchard.send(
      xml`<message to='${juliet.bareJid}' type='headline'><body>The sun is up</body></message>`,
    )
    const heard = await fence.after(orchard, [balcony])
    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: chat.id })
    expect(heard.by(balcony)).toContainStanza({ name: 'message', id: headline.id })
  },
)

verify('4.7.2.3/none-is-zero', 'what user and contact are told', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  balcony.send(xml`<presence id='mood'/>`)
  await fence.after(balcony, [orchard])
  for (const session of [balcony, orchard]) {
    const told = await session.next({ name: 'presence', from: balcony.jid, id: 'mood' })
    expect(priorityOf(told), `the priority that ${session.name} is told`).toBe(0)
  }
})

for (const priority of [-1, 1]) {
  verify(
    '4.7.2.3/says-which-priority-it-goes-by',
    `the only resource at ${priority}`,
    async ({ accounts, fence, observe }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })
      await subscribe(orchard, balcony)
      balcony.send(xml`<presence id='mood'><priority>${String(priority)}</priority></presence>`)
      await fence.after(balcony, [orchard])
      const own = priorityOf(await balcony.next({ name: 'presence', from: balcony.jid, id: 'mood' }))
      const contacts = priorityOf(await orchard.next({ name: 'presence', from: balcony.jid, id: 'mood' }))

      const sent = orchard.send(
        xml`<message to='${juliet.bareJid}' type='headline'><body>The sun is up</body></message>`,
      )
      const heard = await fence.after(orchard, [balcony])
      observe(own === priority ? 'goes by the priority of the client' : `goes by priority ${own}`)
      expect(contacts, 'the priority that a contact is told').toBe(own)
      if (own < 0) expect(heard.by(balcony)).not.toContainStanza({ name: 'message', id: sent.id })
      else expect(heard.by(balcony)).toContainStanza({ name: 'message', id: sent.id })
    },
  )
}

function priorityOf(presence: Element): number {
  return Number(presence.child('priority')?.text() ?? 0)
}
