import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify(
  '2.2/pushes-to-all-interested-resources',
  'available ones, and one that sent no presence',
  async ({ accounts, fence, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const chamber = await romeo.login({ resource: 'chamber', priority: -1 })
    const silent = await romeo.connect({ resource: 'silent' })
    await silent.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    const uninterested = await romeo.connect({ resource: 'uninterested' })
    await fence.roundTrip(orchard, chamber, silent, uninterested)

    orchard.send(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@example.org'/></query></iq>`,
    )

    for (const session of [orchard, chamber, silent]) {
      const push = await session.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
      expect(push.child('query')?.child('item')).toFit({ jid: 'juliet@example.org' })
    }
    const heard = await fence.roundTrip(uninterested)
    observe(
      heard.by(uninterested).stanzas.length === 0
        ? 'a resource that did not ask for the roster gets no push'
        : 'a resource that did not ask for the roster gets pushes, too',
    )
  },
)

verify(
  '2.2/pushes-to-all-interested-resources',
  'a change of a subscription, to one that sent no presence',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const silent = await romeo.connect({ resource: 'silent' })
    await silent.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)

    for (const session of [orchard, silent]) {
      const push = await session.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)
      expect(push.child('query')?.child('item')).toFit({ jid: juliet.bareJid, ask: 'subscribe' })
    }
  },
)
