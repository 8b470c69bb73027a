import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

const BOTH_ORDERS = ['the roster set comes first', 'the request comes first']
for (const order of BOTH_ORDERS) {
  verify('3.1.1/takes-roster-set-and-request-in-either-order', order, async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })

    const set = xml`
      <iq type='set'>
        <query xmlns='jabber:iq:roster'>
          <item jid='${juliet.bareJid}' name='Juliet'><group>Capulets</group></item>
        </query>
      </iq>`
    const request = xml`<presence type='subscribe' to='${juliet.bareJid}'/>`
    for (const stanza of order === BOTH_ORDERS[0] ? [set, request] : [request, set]) orchard.send(stanza)
    await balcony.next({ name: 'presence', type: 'subscribe', from: romeo.bareJid })
    const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(roster).toFit(xml`
      <iq type='result'>
        <query xmlns='jabber:iq:roster'>
          <item jid='${juliet.bareJid}' name='Juliet' subscription='none' ask='subscribe'>
            <group>Capulets</group>
          </item>
        </query>
      </iq>`)
  })
}

verify('3.1.2/checks-the-address', 'a request to a full JID', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}/balcony'/>`)
  await fence.roundTrip(orchard)
  const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(jidsIn(roster).filter((jid) => jid?.includes('/'))).toEqual([])
})

for (const to of ['@example.org', 'juliet@', 'a@b@example.org']) {
  verify('3.1.2/checks-the-address', `a request to ${to}`, async ({ accounts, fence, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = orchard.send(xml`<presence type='subscribe' to='${to}'/>`)
    const heard = await fence.roundTrip(orchard)
    const roster = await orchard.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)

    expect(jidsIn(roster)).toEqual([])
    expect(heard.by(orchard)).not.toContainStanza({ name: 'iq', type: 'set' })
    const error = heard.by(orchard).stanzas.find(({ element }) => element.id === sent.id)
    if (error !== undefined) expect(error.element).toBeStanzaError('jid-malformed')
    observe(error === undefined ? 'ignores a request to what is no address' : 'answers with jid-malformed')
  })
}

verify(
  '3.1.2/treats-a-full-jid-as-bare',
  'a request to one of two resources',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await juliet.login({ resource: 'chamber' })

    orchard.send(xml`<presence type='subscribe' to='${balcony.jid}'/>`)
    const heard = await fence.after(orchard, [balcony, chamber])

    for (const session of [balcony, chamber]) {
      expect(heard.by(session)).toContainStanza({
        name: 'presence',
        type: 'subscribe',
        from: romeo.bareJid,
        to: juliet.bareJid,
      })
    }
    const push = await orchard.next({ name: 'iq', type: 'set' })
    expect(push.child('query')?.child('item')).toFit({ jid: juliet.bareJid, ask: 'subscribe' })
  },
)

verify(
  '3.1.2/answers-what-it-cannot-deliver',
  'a request to a domain that does not exist',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = orchard.send(xml`<presence type='subscribe' to='juliet@nowhere.invalid'/>`)

    const error = await orchard.next({ name: 'presence', type: 'error' })
    expect(error).toFit({ from: 'juliet@nowhere.invalid', id: sent.id })
    expect(error).toBeStanzaError(['remote-server-not-found', 'remote-server-timeout'])
  },
)

verify(
  '3.1.2/pushes-the-pending-request',
  'to two interested resources, for a contact who was not in the roster',
  async ({ accounts }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const chamber = await romeo.login({ resource: 'chamber' })

    orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)

    for (const session of [orchard, chamber]) {
      const push = await session.next({ name: 'iq', type: 'set' })
      expect(push).toFit(xml`
        <iq type='set'>
          <query xmlns='jabber:iq:roster'>
            <item jid='${juliet.bareJid}' subscription='none' ask='subscribe'/>
          </query>
        </iq>`)
    }
  },
)

function jidsIn(roster: Element): (string | undefined)[] {
  return (roster.child('query')?.elements() ?? []).map((item) => item.attrs['jid'])
}
