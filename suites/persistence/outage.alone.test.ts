import { conformance, expect, xml } from '#conformance'
import { persistence } from './requirements.ts'

const verify = conformance(persistence)

verify(
  'outage/keeps-its-sessions',
  'a user who says nothing meanwhile',
  async ({ accounts, control, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    await control.outage(async () => {})
    const sent = orchard.send(
      xml`<message type='chat' to='${balcony.jid}'><body>Still there?</body></message>`,
    )
    await balcony.next({ name: 'message', id: sent.id })
    const heard = await fence.roundTrip(orchard, balcony)
    expect(heard.by(orchard)).not.toContainStanza({ type: 'error' })
    expect(orchard.stream.events.filter(({ kind }) => kind === 'close' || kind === 'end')).toEqual([])
  },
)

verify(
  'outage/survives-a-restart-of-the-database',
  'a contact from before, and another one afterwards',
  async ({ accounts, control, serverMayLog }) => {
    // It may say that its connection is gone.
    serverMayLog(/database|SQL|connection/i)
    const [romeo, juliet, nurse] = await accounts.create('romeo', 'juliet', 'nurse')
    const orchard = await romeo.connect()
    const add = ({ bareJid }: { readonly bareJid: string }, name: string) =>
      orchard.request(xml`<iq type='set'><query xmlns='jabber:iq:roster'>
        <item jid='${bareJid}' name='${name}'/>
      </query></iq>`)
    await add(juliet, 'My lady')
    await control.restartDatabase()
    expect(await add(nurse, 'Her nurse')).toFit({ type: 'result' })
    const again = await romeo.connect()
    const roster = await again.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    expect(roster).toFit(xml`<iq type='result'><query xmlns='jabber:iq:roster'>
      <item jid='${juliet.bareJid}' name='My lady'/>
      <item jid='${nurse.bareJid}' name='Her nurse'/>
    </query></iq>`)
  },
)

verify(
  'outage/does-what-was-asked-meanwhile',
  'a contact is added to the roster',
  async ({ accounts, control, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    let asked = ''
    await control.outage(async () => {
      asked = orchard.send(xml`<iq type='set'><query xmlns='jabber:iq:roster'>
        <item jid='${juliet.bareJid}' name='My lady'/>
      </query></iq>`).id
    })
    const answer = await orchard.next({ name: 'iq', id: asked })
    observe(`what is asked for while the database is away is answered by ${answer.type}`)
    const again = await romeo.connect()
    const roster = await again.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    const items = roster.child('query', 'jabber:iq:roster')?.childrenNamed('item') ?? []
    expect(items.map(({ attrs }) => attrs['name'])).toEqual(answer.type === 'result' ? ['My lady'] : [])
  },
)

verify(
  'outage/delivers-what-was-sent-meanwhile',
  'two messages to somebody who is offline',
  async ({ accounts, control, fence, observe }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const bodies = ['Good night', 'Good night again']
    await control.outage(async () => {
      for (const body of bodies) {
        orchard.send(xml`<message type='chat' to='${juliet.bareJid}'><body>${body}</body></message>`)
      }
    })
    const heard = await fence.roundTrip(orchard)
    const refused = heard.by(orchard).stanzas.filter(({ element }) => element.type === 'error')
    observe(`${refused.length} of ${bodies.length} messages come back as errors`)
    const balcony = await juliet.login({ resource: 'balcony' })
    const delivered = balcony.inbox.filter(({ element }) => element.name === 'message')
    expect(delivered.map(({ element }) => element.child('body')?.text())).toEqual(
      bodies.slice(0, bodies.length - refused.length),
    )
  },
)
